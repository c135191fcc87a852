import { type Static, Type } from 'typebox';
import { Deadline, LegalBasis } from './policies/policy-terms.ts';

const Rule = Type.Object({
  /** After the day it is about; null for no limit. */
  within: Type.Union([Deadline, Type.Null()]),
  /** So many for one employee in a calendar month; null for any number. */
  perMonth: Type.Union([Type.Integer({ minimum: 0, maximum: 100 }), Type.Null()]),
  evidence: Type.Union([Type.Literal('none'), Type.Literal('optional'), Type.Literal('required')]),
  legalBasis: LegalBasis,
});

/** What the region decides about requests beside the kinds of leave, which are in the leave policy. */
export const RequestPolicy = Type.Object({
  corrections: Type.Object({
    forgotten: Rule,
    manual: Rule,
    forgive: Rule,
    void: Rule,
    objection: Rule,
  }),
  /** Whoever waits longer for a decision than so many working days is on the list of what waits too long. */
  lateAfterDays: Type.Integer({ minimum: 1, maximum: 60 }),
  /** Leave kinds and corrections for which the superior's approval is enough; the others BKD verifies too. */
  superiorSuffices: Type.Array(Type.String({ maxLength: 40 }), { maxItems: 100 }),
  /** Whether a forgotten punch needs a witness; manual attendance always does. */
  forgottenNeedsWitness: Type.Optional(Type.Boolean()),
  files: Type.Object({
    megabytes: Type.Integer({ minimum: 1, maximum: 20 }),
    count: Type.Integer({ minimum: 1, maximum: 20 }),
  }),
  /** First year of which all leave is recorded here; before it nothing is carried over unless BKD enters it. Null: the year of the first request. */
  recordsFromYear: Type.Union([Type.Integer({ minimum: 2000, maximum: 2100 }), Type.Null()]),
});
export type RequestPolicy = Static<typeof RequestPolicy>;
export type CorrectionKind = keyof RequestPolicy['corrections'];
