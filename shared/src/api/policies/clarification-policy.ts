import { type Static, Type } from 'typebox';
import { Deadline, LegalBasis } from './policy-terms.ts';

/** The region's own chain of warnings, apart from the national ladder. */
export const ClarificationDocument = Type.Object({
  /** The employee is warned after so many working days in a row without explanation. */
  warnAfterDays: Type.Integer({ minimum: 1, maximum: 60 }),
  /** Without clarification within this time after the warning a reprimand of the superior and a letter to the OPD are proposed. */
  reprimandWithin: Deadline,
  /** Without action within this time after the letter to the OPD the superior's own case is proposed. */
  superiorCaseWithin: Deadline,
  clauses: Type.Object({ warning: LegalBasis, reprimand: LegalBasis, superiorCase: LegalBasis }),
});
export type ClarificationDocument = Static<typeof ClarificationDocument>;
