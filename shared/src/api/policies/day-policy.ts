import { type Static, Type } from 'typebox';
import { DAY_VERDICTS, type DayVerdictStatus } from './day-verdicts.ts';
import { Code, Name } from './policy-terms.ts';

export const Band = Type.Object({
  code: Code,
  fromMinutes: Type.Integer({ minimum: 1, maximum: 1440 }),
  /** Inclusive; null: without limit. */
  toMinutes: Type.Union([Type.Integer({ minimum: 1, maximum: 2880 }), Type.Null()]),
});
export type Band = Static<typeof Band>;

const Label = Type.Object({ letter: Type.String({ minLength: 1, maxLength: 4 }), name: Name });

export const DayDocument = Type.Object({
  late: Type.Array(Band, { minItems: 1, maxItems: 20 }),
  early: Type.Array(Band, { minItems: 1, maxItems: 20 }),
  /** The event that a missing arrival or departure makes. */
  missingArrival: Code,
  missingDeparture: Code,
  /** The event of a day without any sighting, permission or leave. */
  absent: Code,
  /** Sightings closer together than this are one passage through a door. */
  onePassageMinutes: Type.Integer({ minimum: 0, maximum: 120 }),
  /** Somebody seen once: always the arrival, or whichever end of the working time is nearer. */
  singleSighting: Type.Union([Type.Literal('arrival'), Type.Literal('nearest')]),
  /** Whether not coming at all on a day of which a part was excused is a whole day's absence or half of one. */
  partDayAbsence: Type.Union([Type.Literal('whole'), Type.Literal('half')]),
  labels: Type.Object(
    Object.fromEntries(DAY_VERDICTS.map((status) => [status, Label])) as Record<DayVerdictStatus, typeof Label>,
  ),
});
export type DayDocument = Static<typeof DayDocument>;
