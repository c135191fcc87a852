import { type Static, Type } from 'typebox';
import { Day, LegalBasis, Name, Note } from './policy-terms.ts';

export const CalendarDay = Type.Object({
  day: Day,
  kind: Type.Union([Type.Literal('national'), Type.Literal('regional'), Type.Literal('collective_leave')]),
  name: Name,
  /** Number of the decree that set it. */
  decree: LegalBasis,
});
export type CalendarDay = Static<typeof CalendarDay>;

/** One year's days off as decreed. They are imported, never computed. */
export const CalendarDocument = Type.Object({
  year: Type.Integer({ minimum: 2000, maximum: 2100 }),
  /** `national`, or the region whose own days these are; each scope and year has one edition in force. */
  scope: Name,
  days: Type.Array(CalendarDay, { maxItems: 200 }),
  ramadan: Type.Array(Type.Object({ from: Day, to: Day, legalBasis: LegalBasis, note: Note }), { maxItems: 2 }),
});
export type CalendarDocument = Static<typeof CalendarDocument>;
