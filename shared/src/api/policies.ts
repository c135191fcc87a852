import { type Static, Type } from 'typebox';
import { ImportProblem } from './imports.ts';
import { CalendarDay } from './policies/calendar-policy.ts';
import { Day, LegalBasis, Note } from './policies/policy-terms.ts';

export const PolicyKindName = Type.Union([
  Type.Literal('schedules'),
  Type.Literal('assignments'),
  Type.Literal('calendar'),
  Type.Literal('rollout'),
  Type.Literal('day'),
  Type.Literal('leave'),
  Type.Literal('tpp'),
  Type.Literal('discipline'),
  Type.Literal('clarification'),
]);

const PolicyState = Type.Union([
  Type.Literal('draft'),
  Type.Literal('proposed'),
  Type.Literal('active'),
  Type.Literal('withdrawn'),
]);

/** What an edition says beside its document. */
const head = {
  kind: PolicyKindName,
  /** First and last day on which it applies; the latest first day that is not after a day decides that day. */
  effectiveFrom: Day,
  effectiveTo: Type.Union([Day, Type.Null()]),
  legalBasis: LegalBasis,
  note: Note,
};

/** The document of its kind, as the schemas of `shared/src/api/policies/` describe it. */
const document = Type.Unknown({ description: 'the document of this kind, see the schema PolicyEdition' });

export const NewPolicy = Type.Object({
  ...head,
  document,
  /** The edition that it was begun from. */
  follows: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  /** `changedAt` of the draft as its author saw it: what somebody else changed meanwhile is not overwritten. */
  seen: Type.Optional(Type.String()),
});
export type NewPolicy = Static<typeof NewPolicy>;

const Step = Type.Union([
  Type.Object({ at: Type.String(), by: Type.Union([Type.String(), Type.Null()]) }),
  Type.Null(),
]);

export const PolicySummary = Type.Object({
  id: Type.String(),
  ...head,
  /** Of a calendar: whose days of which year. */
  scope: Type.Union([Type.String(), Type.Null()]),
  state: PolicyState,
  /** It is what holds today. */
  inForce: Type.Boolean(),
  /** Came with the product: to be compared with the regulation. */
  shipped: Type.Boolean(),
  created: Step,
  proposed: Step,
  activated: Step,
  withdrawn: Step,
  withdrawnReason: Type.Union([Type.String(), Type.Null()]),
  /** An officer wants it out of force and waits for a second one. */
  withdrawalAsked: Type.Union([
    Type.Object({ at: Type.String(), by: Type.Union([Type.String(), Type.Null()]), reason: Type.String() }),
    Type.Null(),
  ]),
  /** Some of its texts say that nobody has compared them with the regulation yet. */
  unchecked: Type.Boolean(),
});
export type PolicySummary = Static<typeof PolicySummary>;

export const SecondPerson = Type.Object({
  /** Whoever proposed an edition may not put it into force. */
  required: Type.Boolean(),
  /** Null: required as soon as there is a second officer. */
  chosen: Type.Union([Type.Boolean(), Type.Null()]),
  officers: Type.Integer(),
  /** An officer wants that one person be enough, and waits for a second one who agrees. */
  asked: Type.Union([
    Type.Object({
      chosen: Type.Union([Type.Boolean(), Type.Null()]),
      by: Type.Union([Type.String(), Type.Null()]),
      at: Type.String(),
      /** Whoever reads this asked himself. */
      own: Type.Boolean(),
    }),
    Type.Null(),
  ]),
});
export type SecondPerson = Static<typeof SecondPerson>;
export const Policies = Type.Object({ today: Day, secondPerson: SecondPerson, policies: Type.Array(PolicySummary) });
export type Policies = Static<typeof Policies>;

const Problem = Type.Object({ field: Type.String(), problem: Type.String() });

export const Policy = Type.Object({
  ...PolicySummary.properties,
  document,
  /** The edition of this kind (and scope) that holds without this one on its first day. */
  before: Type.Union([
    Type.Object({ id: Type.String(), effectiveFrom: Day, legalBasis: Type.String(), document }),
    Type.Null(),
  ]),
  /** What keeps it from being put into force. */
  problems: Type.Array(Problem),
  /** What one policy asks of another and would not find; it may be put into force all the same. */
  gaps: Type.Array(Problem),
  secondPerson: SecondPerson,
  /** Whether whoever asks may put it into force. */
  mayActivate: Type.Boolean(),
  /** Whether it goes out of force when whoever asks withdraws it, or waits for a second person then. */
  mayWithdraw: Type.Boolean(),
  changedAt: Type.String(),
});
export type Policy = Static<typeof Policy>;

export const ActivatePolicy = Type.Object({ acceptGaps: Type.Optional(Type.Boolean()) });
export const WithdrawPolicy = Type.Object({ reason: Type.String({ minLength: 3, maxLength: 500 }) });
export const PolicySettings = Type.Object({ secondPerson: Type.Union([Type.Boolean(), Type.Null()]) });

/** What an edition would change on a day that has been. */
export const PolicyPreview = Type.Object({
  day: Day,
  compared: Type.Integer(),
  changed: Type.Integer(),
  /** At most 100 of those that change. */
  people: Type.Array(
    Type.Object({
      employee: Type.String(),
      name: Type.String(),
      opdName: Type.String(),
      before: Type.String({ description: 'letter and minutes, as “TL 12”' }),
      after: Type.String(),
    }),
  ),
});
export type PolicyPreview = Static<typeof PolicyPreview>;

/** Days off as a file has them, to be put into a draft; nothing is stored. */
export const CalendarFile = Type.Object({
  days: Type.Array(CalendarDay),
  problems: Type.Array(ImportProblem),
  notes: Type.Array(Type.String()),
});
export type CalendarFile = Static<typeof CalendarFile>;

export const RegionPolicies = Type.Object({
  regions: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Type.String(),
      editions: Type.Array(Type.Object({ ...head })),
    }),
  ),
});
export type RegionPolicies = Static<typeof RegionPolicies>;
