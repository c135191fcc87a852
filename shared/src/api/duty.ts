import { type Static, Type } from 'typebox';
import { UUID_PATTERN } from '../ids.ts';
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
      name: Type.String(),
      schedule: Type.String(),
      /** Those that he may have, in the order of the schedule. */
      shifts: Type.Array(Shift),
      /** Day → code; a day that is not there is free. */
      duty: Type.Record(Type.String(), Type.String()),
    }),
  ),
});
export type DutyList = Static<typeof DutyList>;

export const DutyChanges = Type.Object({
  changes: Type.Array(
    Type.Object({
      employee: Type.String({ pattern: UUID_PATTERN }),
      day: Day,
      /** Null: free. */
      shift: Type.Union([Code, Type.Null()]),
    }),
    { minItems: 1, maxItems: 5_000 },
  ),
});
export type DutyChanges = Static<typeof DutyChanges>;
