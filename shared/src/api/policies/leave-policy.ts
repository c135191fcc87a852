import { type Static, Type } from 'typebox';
import { Code, Deadline, LegalBasis, Name, Note } from './policy-terms.ts';

const Count = Type.Integer({ minimum: 0, maximum: 10_000 });
const CountOrNone = Type.Union([Count, Type.Null()]);

/** A kind of leave, permission or official absence. Null figures are those that no regulation at hand sets. */
export const LeaveKind = Type.Object({
  code: Code,
  name: Name,
  /** What a whole day of it makes of the day. */
  status: Type.Union([
    Type.Literal('permission'),
    Type.Literal('sick'),
    Type.Literal('leave'),
    Type.Literal('duty'),
    Type.Literal('study'),
  ]),
  /** Employee kinds that have it. */
  forKinds: Type.Array(Type.Union([Type.Literal('PNS'), Type.Literal('PPPK')]), { minItems: 1, maxItems: 2 }),
  quota: Type.Object({
    days: CountOrNone,
    per: Type.Union([Type.Literal('year'), Type.Literal('month'), Type.Literal('occasion')]),
    /** What a quota in months says; days are then not set. */
    months: CountOrNone,
    afterMonthsOfService: Count,
    /** Highest sum of this year's quota and what is carried over, after one and after two or more unused years. */
    withCarryOver: CountOrNone,
    withCarryOverTwoYears: CountOrNone,
  }),
  partDay: Type.Boolean(),
  evidence: Type.Union([Type.Literal('none'), Type.Literal('optional'), Type.Literal('required')]),
  /** Over so many days a stricter evidence is needed (a government doctor, say). */
  stricterEvidenceOverDays: CountOrNone,
  /** Documents are encrypted and visible only to those who decide. */
  medical: Type.Boolean(),
  backDating: Type.Union([Deadline, Type.Null()]),
  legalBasis: LegalBasis,
  note: Note,
});
export type LeaveKind = Static<typeof LeaveKind>;

/** Where several are approved for one day, the first of this list names the day. */
export const LeaveDocument = Type.Object({ kinds: Type.Array(LeaveKind, { minItems: 1, maxItems: 100 }) });
export type LeaveDocument = Static<typeof LeaveDocument>;
