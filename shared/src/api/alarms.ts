import { type Static, Type } from 'typebox';
import { UNIT_ID_PATTERN } from '../ids.ts';
import { TamperEntry } from '../journal/entry.ts';

const MAX_INT32 = 2_147_483_647;
const Text = Type.String();

/** Names an entry of a journal. */
export const AlarmKey = Type.Object({
  unit: Type.String({ pattern: UNIT_ID_PATTERN }),
  binding: Type.Integer({ minimum: 1, maximum: MAX_INT32 }),
  seq: Type.Integer({ minimum: 1, maximum: MAX_INT32 }),
});
export type AlarmKey = Static<typeof AlarmKey>;

/** Something at a door looked like an attempt to fool it or to put it out of action. */
export const Alarm = Type.Object({
  ...AlarmKey.properties,
  what: TamperEntry.properties.what,
  door: Text,
  doorName: Text,
  opd: Text,
  opdName: Text,
  zone: Type.String({ description: 'IANA zone of the door' }),
  /** By the unit's clock: when it was written down, and since when it went on. */
  at: Text,
  since: Text,
  count: Type.Integer(),
  /** In the unit's words. */
  detail: Text,
  /** Who looked after it; null while nobody has. */
  seen: Type.Union([
    Type.Object({ by: Type.String({ description: 'name of the user' }), at: Text, note: Text }),
    Type.Null(),
  ]),
});
export type Alarm = Static<typeof Alarm>;
export type AlarmKind = Alarm['what'];

export const Alarms = Type.Object({
  alarms: Type.Array(Alarm),
  /** Within what the caller may see, of any page. */
  waiting: Type.Integer({ description: 'nobody has looked after them yet' }),
});
export type Alarms = Static<typeof Alarms>;

export const SeenAlarm = Type.Object({
  note: Type.String({ minLength: 3, maxLength: 500, description: 'what was found, or what is done about it' }),
});
