import { type Static, Type } from 'typebox';

const Time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'HH:MM, local' });
const WorkingDay = Type.Union([Type.Object({ start: Time, end: Time }), Type.Null()]);

/** When people have to be at work, as a regulation says it. A day that is null is a day off. */
export const Schedule = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200 }),
  days: Type.Object({
    mon: WorkingDay,
    tue: WorkingDay,
    wed: WorkingDay,
    thu: WorkingDay,
    fri: WorkingDay,
    sat: WorkingDay,
    sun: WorkingDay,
  }),
  /** Lateness is counted from start plus this. */
  toleranceMinutes: Type.Integer({ minimum: 0, maximum: 240 }),
  /** What is seen before this time is not this day's arrival; null where the regulation sets no limit. */
  earliestArrival: Type.Union([Time, Type.Null()]),
});
export type Schedule = Static<typeof Schedule>;

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

export const NewPolicy = Type.Object({
  kind: Type.Literal('schedule'),
  /** First day on which it applies; the latest one that is not after a day decides that day. */
  effectiveFrom: Day,
  legalBasis: Type.String({ minLength: 1, maxLength: 300 }),
  document: Schedule,
});
export type NewPolicy = Static<typeof NewPolicy>;
export const Policy = Type.Object({ id: Type.String(), ...NewPolicy.properties, createdAt: Type.String() });
export type Policy = Static<typeof Policy>;
export const Policies = Type.Object({ policies: Type.Array(Policy) });
