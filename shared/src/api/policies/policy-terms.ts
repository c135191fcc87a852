import { type Static, Type } from 'typebox';

/** The small vocabulary that policy documents share. */

export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD, local' });
export const Time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'HH:MM, local' });
/** An exact decimal in text, since a binary fraction cannot hold 0.1: at most four places, so that it is whole in millionths. */
export const Percent = Type.String({
  pattern: '^(100(\\.0{1,4})?|\\d{1,2}(\\.\\d{1,4})?)$',
  description: 'per cent, 0 to 100, at most four decimal places',
});
export const Code = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$' });
export const Name = Type.String({ minLength: 1, maxLength: 200 });
export const LegalBasis = Type.String({ minLength: 1, maxLength: 300 });
export const Note = Type.String({ maxLength: 1000 });

/** A time limit. Working days are those of the five-day office calendar, without holidays and cuti bersama. */
export const Deadline = Type.Object({
  count: Type.Integer({ minimum: 0, maximum: 400 }),
  unit: Type.Union([Type.Literal('working_days'), Type.Literal('calendar_days')]),
});
export type Deadline = Static<typeof Deadline>;

/** Whom a rule is for; a work unit is a part of an OPD (a school, a health centre), not a device. */
export const Target = Type.Union([
  Type.Object({ kind: Type.Literal('everybody') }),
  Type.Object({ kind: Type.Literal('opd'), opd: Type.String() }),
  Type.Object({ kind: Type.Literal('work_unit'), workUnit: Type.String() }),
  Type.Object({ kind: Type.Literal('employee'), employee: Type.String() }),
]);
export type Target = Static<typeof Target>;
