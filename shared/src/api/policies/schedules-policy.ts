import { type Static, Type } from 'typebox';
import { Code, Day, Name, Time } from './policy-terms.ts';

/** Working time of one day. An end that is not after the start is on the next day: a shift over midnight. */
export const WorkingTime = Type.Object({
  start: Time,
  end: Time,
  breakMinutes: Type.Integer({ minimum: 0, maximum: 240 }),
  /** Where a half day divides; null: the middle between start and end. */
  middle: Type.Union([Time, Type.Null()]),
});
export type WorkingTime = Static<typeof WorkingTime>;
const WorkingTimeOrOff = Type.Union([WorkingTime, Type.Null()]);

export const Week = Type.Object({
  mon: WorkingTimeOrOff,
  tue: WorkingTimeOrOff,
  wed: WorkingTimeOrOff,
  thu: WorkingTimeOrOff,
  fri: WorkingTimeOrOff,
  sat: WorkingTimeOrOff,
  sun: WorkingTimeOrOff,
});
export type Week = Static<typeof Week>;

export const WorkPattern = Type.Union([
  /** `ramadan` replaces the week in the calendar's Ramadan; null: the same week all year. */
  Type.Object({ kind: Type.Literal('week'), week: Week, ramadan: Type.Union([Week, Type.Null()]) }),
  /** Days that repeat from `anchor`, its first day, on and before it. */
  Type.Object({
    kind: Type.Literal('cycle'),
    anchor: Day,
    days: Type.Array(WorkingTimeOrOff, { minItems: 1, maxItems: 62 }),
  }),
  /** Each person's shift of each day comes from a duty list; a day without one is a day off. */
  Type.Object({ kind: Type.Literal('rota'), shifts: Type.Record(Code, WorkingTime) }),
]);
export type WorkPattern = Static<typeof WorkPattern>;

const Minutes = Type.Integer({ minimum: 0, maximum: 1440 });

export const WorkSchedule = Type.Object({
  code: Code,
  name: Name,
  pattern: WorkPattern,
  /** A service that does not close on holidays and cuti bersama. */
  worksOnHolidays: Type.Boolean(),
  /** A sighting counts as this day's from so many minutes before the start … */
  earliestArrivalMinutes: Minutes,
  /** … through so many minutes after the end. Where that would be more than 24 hours, midnight is the limit. */
  latestDepartureMinutes: Minutes,
  toleranceMinutes: Type.Integer({ minimum: 0, maximum: 240 }),
  /** Once the tolerance is exceeded, minutes count from here. */
  lateFrom: Type.Union([Type.Literal('end_of_tolerance'), Type.Literal('start')]),
  /** Who comes up to so many minutes after the start owes them at the end of the day and is not late. */
  flexibleMinutes: Type.Integer({ minimum: 0, maximum: 240 }),
  /** How lateness may be made up after the end of the day. */
  compensation: Type.Union([
    Type.Object({ kind: Type.Literal('none') }),
    /** Minute by minute. */
    Type.Object({ kind: Type.Literal('exact'), maxLateMinutes: Type.Union([Minutes, Type.Null()]) }),
    /** In whole blocks of 30 minutes stayed. */
    Type.Object({ kind: Type.Literal('block30'), maxLateMinutes: Type.Union([Minutes, Type.Null()]) }),
  ]),
});
export type WorkSchedule = Static<typeof WorkSchedule>;

export const SchedulesDocument = Type.Object({ schedules: Type.Array(WorkSchedule, { minItems: 1, maxItems: 500 }) });
export type SchedulesDocument = Static<typeof SchedulesDocument>;
