import { type Static, Type } from 'typebox';
import { Code, Deadline, LegalBasis, Name, Note, Percent } from './policy-terms.ts';

export const SanctionStep = Type.Object({
  code: Code,
  name: Name,
  grade: Type.Union([Type.Literal('light'), Type.Literal('middle'), Type.Literal('heavy')]),
  /** Unexcused working days in a calendar year. */
  fromDays: Type.Integer({ minimum: 1, maximum: 366 }),
  toDays: Type.Union([Type.Integer({ minimum: 1, maximum: 366 }), Type.Null()]),
  /** How long it lasts; null for one that does not. */
  months: Type.Union([Type.Integer({ minimum: 1, maximum: 120 }), Type.Null()]),
  /** What is left of the TPP meanwhile; null where TPP is not cut. */
  tppFactor: Type.Union([Percent, Type.Null()]),
  clause: LegalBasis,
});
export type SanctionStep = Static<typeof SanctionStep>;

const Ladder = Type.Object({
  /** In rising order. An empty one is not yet set by regulation: cases are then referred without a proposed sanction. */
  steps: Type.Array(SanctionStep, { maxItems: 50 }),
  /** So many working days in a row lead to the step named, whatever the year's sum. */
  inARow: Type.Union([
    Type.Object({ days: Type.Integer({ minimum: 2, maximum: 100 }), step: Code, clause: LegalBasis }),
    Type.Null(),
  ]),
  /** Pay stops from the month after the run; null where it does not. */
  payStops: Type.Union([Type.Object({ clause: LegalBasis }), Type.Null()]),
  note: Note,
});
export type Ladder = Static<typeof Ladder>;

/** The steps of a case in their order; each runs from the day on which the one before was done. */
const ProcedureStep = Type.Object({
  code: Code,
  name: Name,
  owner: Type.Union([Type.Literal('direct_superior'), Type.Literal('bkd'), Type.Literal('competent_official')]),
  /** Null: the regulation sets no time. */
  within: Type.Union([Deadline, Type.Null()]),
  documents: Type.Array(Name, { maxItems: 10 }),
  clause: LegalBasis,
});
export type ProcedureStep = Static<typeof ProcedureStep>;

export const DisciplineDocument = Type.Object({
  PNS: Ladder,
  PPPK: Ladder,
  /** Minutes late and early that make a day; null where lateness is not converted. */
  latenessMinutesPerDay: Type.Union([
    Type.Object({ minutes: Type.Integer({ minimum: 1, maximum: 1440 }), clause: LegalBasis }),
    Type.Null(),
  ]),
  /** Whether absences of a trial phase count. */
  trialCounts: Type.Boolean(),
  procedure: Type.Array(ProcedureStep, { minItems: 1, maxItems: 20 }),
  /** In force on this working day after delivery. */
  inForceOnDay: Type.Integer({ minimum: 1, maximum: 60 }),
  /** The superior who does not summon, examine or report within this time gets a case of his own. */
  superior: Type.Object({ within: Deadline, clause: LegalBasis }),
});
export type DisciplineDocument = Static<typeof DisciplineDocument>;
