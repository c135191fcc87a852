import { type Static, Type } from 'typebox';
import { Code, LegalBasis, Percent } from './policy-terms.ts';

const Rate = Type.Object({ percent: Percent, clause: LegalBasis });

/** TPP = performance share · B · rPK + attendance share · B · (1 − min(1, Σ rates)). */
export const TppDocument = Type.Object({
  performanceShare: Percent,
  attendanceShare: Percent,
  /** The event's code (TL1 … PSW4, TK, and `apel` for a missed assembly) → what it costs once. */
  rates: Type.Record(Code, Rate),
  /** The leave kind's code → what a day of it costs; a kind that is not named costs nothing. */
  leaveRates: Type.Record(Code, Rate),
  /** Leave kinds without any TPP: each working day of one takes that day's part of both shares. */
  leaveWithoutTpp: Type.Optional(Type.Array(Type.Object({ code: Code, clause: LegalBasis }), { maxItems: 50 })),
  /** The rating's code → rPK; `none` for a month without a rating. */
  ratings: Type.Record(Code, Percent),
  /** What the rates are a part of: the attendance share, or the whole base (at most the attendance share is lost). */
  ratesApplyTo: Type.Union([Type.Literal('attendance_share'), Type.Literal('whole_base')]),
  /** Whether deductions cut the performance part in the same proportion too. */
  absenceCutsPerformance: Type.Boolean(),
  /** The base of a month in which it changed (a transfer, say); of the days in service, for which alone it is paid. */
  baseOfMonth: Type.Union([Type.Literal('first_day'), Type.Literal('last_day'), Type.Literal('by_calendar_days')]),
  /** Share of the base that each kind of employee gets; '0' for none. */
  shareOfBase: Type.Object({ PNS: Percent, PPPK: Percent }),
  rounding: Type.Union([Type.Literal('down'), Type.Literal('half_up')]),
  manipulationClause: LegalBasis,
  disciplineClause: LegalBasis,
});
export type TppDocument = Static<typeof TppDocument>;
