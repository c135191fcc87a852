import { type Static, Type } from 'typebox';
import { UUID_PATTERN } from '../ids.ts';
import { ImportProblem } from './imports.ts';
import { Code, Day } from './policies/policy-terms.ts';

const Shift = Type.Object({
  code: Type.String(),
  start: Type.String({ description: 'HH:MM' }),
  end: Type.String({ description: 'HH:MM, on the next day where it is not after the start' }),
});

/** Daftar jaga of one office and month: who works by a duty list, and which shifts he has. */
export const DutyList = Type.Object({
  month: Type.String({ description: 'YYYY-MM' }),
  days: Type.Array(Type.Object({ day: Day, holiday: Type.Union([Type.String(), Type.Null()]) })),
  people: Type.Array(
    Type.Object({
      employee: Type.String(),
      nip: Type.String(),
      name: Type.String(),
      schedule: Type.String(),
      /** Those that he may have, in the order of the schedule. */
      shifts: Type.Array(Shift),
      /** Day → code; a day that is not there is free. */
      duty: Type.Record(Type.String(), Type.String()),
      /** Days on which he belongs elsewhere, or does not work by a duty list. */
      closed: Type.Array(Day),
    }),
  ),
  /** The first day that whoever reads this may change; null where he may change none. */
  editableFrom: Type.Union([Day, Type.Null()]),
});
export type DutyList = Static<typeof DutyList>;

const DutyChange = Type.Object({
  employee: Type.String({ pattern: UUID_PATTERN }),
  day: Day,
  /** Null: free. */
  shift: Type.Union([Code, Type.Null()]),
});
export type DutyChange = Static<typeof DutyChange>;

export const DutyChanges = Type.Object({ changes: Type.Array(DutyChange, { minItems: 1, maxItems: 5_000 }) });
export type DutyChanges = Static<typeof DutyChanges>;

/** What a file would change in a duty list; nothing is stored. */
export const DutyFile = Type.Object({
  changes: Type.Array(DutyChange),
  /** Lines that say what is there already. */
  same: Type.Integer(),
  problems: Type.Array(ImportProblem),
  notes: Type.Array(Type.String()),
});
export type DutyFile = Static<typeof DutyFile>;
