import { type Static, Type } from 'typebox';
import { DayStatus } from './attendance.ts';
import { Uuid } from './people.ts';
import { Code, Day, Time } from './policies/policy-terms.ts';

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);
const Reason = Type.String({ maxLength: 2000 });

/** What of a day a request is about; a range of times only within one day. */
export const DayPart = Type.Union([
  Type.Literal('day'),
  Type.Literal('morning'),
  Type.Literal('afternoon'),
  Type.Object({ from: Time, to: Time }),
]);
export type DayPart = Static<typeof DayPart>;

/** What a Surat Tugas says besides whom and when. */
export const DutyOrder = Type.Object({
  number: Type.String({ minLength: 1, maxLength: 100 }),
  date: Day,
  basis: Type.String({ minLength: 1, maxLength: 500 }),
  purpose: Type.String({ minLength: 1, maxLength: 1000 }),
  place: Type.String({ minLength: 1, maxLength: 300 }),
  /** Name and position. */
  signatory: Type.String({ minLength: 1, maxLength: 300 }),
});
export type DutyOrder = Static<typeof DutyOrder>;

const FaultKind = Type.Union([
  Type.Literal('late'),
  Type.Literal('early'),
  Type.Literal('missing_arrival'),
  Type.Literal('missing_departure'),
]);

/** Times at the place of work; `departureNextDay` for a shift that ends after midnight. */
const SeenTimes = { arrival: Nullable(Time), departure: Nullable(Time), departureNextDay: Type.Boolean() };

/** What an objection asks for: a correction, or only that somebody looks at the day. */
export const Remedy = Type.Union([
  Type.Object({ kind: Type.Literal('seen'), ...SeenTimes }),
  Type.Object({ kind: Type.Literal('forgive'), what: FaultKind }),
  Type.Object({ kind: Type.Literal('void'), entry: Type.String({ minLength: 1, maxLength: 100 }) }),
  Type.Object({ kind: Type.Literal('review') }),
]);
export type Remedy = Static<typeof Remedy>;

/** What is asked for. An absence is of a leave kind of the policy; everything else concerns one day. */
export const RequestSubject = Type.Union([
  Type.Object({
    kind: Type.Literal('absence'),
    /** Of a leave kind of the policy in force. */
    code: Code,
    part: DayPart,
    /** Where the leave is spent; may be empty. */
    address: Type.String({ maxLength: 500 }),
    /** Required for official travel. */
    order: Nullable(DutyOrder),
  }),
  Type.Object({
    kind: Type.Literal('forgotten'),
    ...SeenTimes,
    /** A colleague who saw it; whether one is needed the region decides. */
    witness: Type.Optional(Nullable(Uuid)),
  }),
  Type.Object({
    kind: Type.Literal('manual'),
    ...SeenTimes,
    cause: Type.Union([
      Type.Literal('network'),
      Type.Literal('unit'),
      Type.Literal('power'),
      Type.Literal('face'),
      Type.Literal('other'),
    ]),
    /** A colleague who saw it; not the employee himself. */
    witness: Uuid,
  }),
  Type.Object({ kind: Type.Literal('forgive'), what: FaultKind }),
  Type.Object({ kind: Type.Literal('void'), entry: Type.String({ minLength: 1, maxLength: 100 }) }),
  Type.Object({ kind: Type.Literal('objection'), remedy: Remedy }),
]);
export type RequestSubject = Static<typeof RequestSubject>;
export type RequestKind = RequestSubject['kind'];

/** draf, diajukan, disetujui atasan, diverifikasi kepegawaian, ditolak, dibatalkan. */
export const RequestState = Type.Union([
  Type.Literal('draft'),
  Type.Literal('submitted'),
  Type.Literal('endorsed'),
  Type.Literal('verified'),
  Type.Literal('refused'),
  Type.Literal('cancelled'),
]);
export type RequestState = Static<typeof RequestState>;

/** As whom somebody took a step. */
export const Capacity = Type.Union([
  Type.Literal('self'),
  Type.Literal('operator'),
  Type.Literal('superior'),
  Type.Literal('head'),
  Type.Literal('plt'),
  Type.Literal('plh'),
  Type.Literal('delegate'),
  Type.Literal('bkd'),
  Type.Literal('bkd_override'),
  Type.Literal('letter'),
  Type.Literal('policy'),
]);
export type Capacity = Static<typeof Capacity>;

const DeciderName = Type.Object({
  name: Type.String(),
  capacity: Capacity,
  /** Whether he can sign in: without an account he cannot decide. */
  account: Type.Boolean(),
});

export const RequestStep = Type.Object({
  number: Type.Integer(),
  state: RequestState,
  at: Type.String(),
  by: Nullable(Type.String()),
  capacity: Capacity,
  /** Null where there is none, or where it is medical and not for this reader. */
  note: Nullable(Type.String()),
});

export const EvidenceFile = Type.Object({
  id: Type.String(),
  name: Type.String(),
  type: Type.String(),
  bytes: Type.Integer(),
  sha256: Type.String(),
  /** Of a stricter kind, a government doctor's letter say. */
  strict: Type.Boolean(),
  medical: Type.Boolean(),
  uploadedAt: Type.String(),
});
export type EvidenceFile = Static<typeof EvidenceFile>;

export const NewRequest = Type.Object({
  /** Who it is for; oneself where it is left out. */
  employee: Type.Optional(Uuid),
  subject: RequestSubject,
  from: Day,
  /** The same day for everything but an absence. */
  to: Day,
  reason: Reason,
  /** Uploaded before, and attached by this. */
  files: Type.Array(Uuid, { maxItems: 20 }),
});
export type NewRequest = Static<typeof NewRequest>;

const Person = Type.Object({ id: Type.String(), name: Type.String() });

const WitnessWord = Type.Union([Type.Literal('confirmed'), Type.Literal('denied')]);

/** What a witness says: he saw it, or he did not. The same person may change it until the request holds. */
export const NewWitnessWord = Type.Object({
  word: WitnessWord,
  /** Required where he denies it. */
  note: Type.Optional(Type.String({ maxLength: 1000 })),
});
export type NewWitnessWord = Static<typeof NewWitnessWord>;

/** A witness who was named, and his word; null while he has not said anything. */
export const Witness = Type.Object({
  ...Person.properties,
  /** Whether he can sign in: without an account he cannot say anything. */
  account: Type.Boolean(),
  word: Nullable(WitnessWord),
  note: Nullable(Type.String()),
  at: Nullable(Type.String()),
});
export type Witness = Static<typeof Witness>;

export const AttendanceRequest = Type.Object({
  id: Type.String(),
  employee: Type.Object({
    id: Type.String(),
    name: Type.String(),
    nip: Type.String(),
    opd: Type.String(),
    opdName: Type.String(),
    position: Nullable(Type.String()),
  }),
  subject: RequestSubject,
  /** In words: the leave kind's name, or what the correction is called. */
  title: Type.String(),
  from: Type.String(),
  to: Type.String(),
  /** Working days by the employee's schedule, in halves; null where the policy cannot say. */
  halves: Nullable(Type.Integer()),
  /** Empty where it is medical and not for this reader. */
  reason: Type.String(),
  /** That reason and files are kept from this reader. */
  withheld: Type.Boolean(),
  medical: Type.Boolean(),
  state: RequestState,
  letter: Nullable(Type.String()),
  witness: Nullable(Witness),
  createdAt: Type.String(),
  submittedAt: Nullable(Type.String()),
  /** Working days for which the present state has lasted; null where nobody has to act. */
  waitingDays: Nullable(Type.Integer()),
  late: Type.Boolean(),
  steps: Type.Array(RequestStep),
  files: Type.Array(EvidenceFile),
  /** Who may decide now, in words of name and capacity; empty where nobody is known. */
  deciders: Type.Array(DeciderName),
  mayDecide: Type.Boolean(),
  /** That the superior's approval is enough, and BKD does not verify it. */
  superiorSuffices: Type.Boolean(),
  /** That the reader is the witness and may still say something. */
  mayWitness: Type.Boolean(),
  /** Only BKD, with a reason, in the place of the superior. */
  mayOverride: Type.Boolean(),
  mayVerify: Type.Boolean(),
  mayEdit: Type.Boolean(),
  mayWithdraw: Type.Boolean(),
  mayRevoke: Type.Boolean(),
});
export type AttendanceRequest = Static<typeof AttendanceRequest>;
export const AttendanceRequests = Type.Object({
  requests: Type.Array(AttendanceRequest),
  total: Type.Integer(),
});

/** What a request would do, and what stands against it, before it is handed in. */
export const RequestPreview = Type.Object({
  halves: Nullable(Type.Integer()),
  calendarDays: Type.Integer(),
  /** Days of the quota that stay, in halves; null where the kind has no quota. */
  leftHalves: Nullable(Type.Integer()),
  evidence: Type.Union([
    Type.Literal('none'),
    Type.Literal('optional'),
    Type.Literal('required'),
    Type.Literal('strict'),
  ]),
  medical: Type.Boolean(),
  deciders: Type.Array(DeciderName),
  /** That the superior's approval is enough, and BKD does not verify it. */
  superiorSuffices: Type.Boolean(),
  /** Months (YYYY-MM) that are frozen: TPP changes there only by a correction. */
  frozenMonths: Type.Array(Type.String()),
  legalBasis: Type.String(),
  note: Type.String(),
  /** Last day on which it can be handed in; null for no limit. */
  deadline: Nullable(Type.String()),
  /** In Bahasa Indonesia; empty where it may be handed in. */
  problems: Type.Array(Type.Object({ field: Type.String(), code: Type.String(), message: Type.String() })),
});
export type RequestPreview = Static<typeof RequestPreview>;

export const RequestDecision = Type.Object({
  /** Which decision is meant, so that a second click never takes the step after it. */
  stage: Type.Union([Type.Literal('superior'), Type.Literal('verification')]),
  verdict: Type.Union([Type.Literal('approve'), Type.Literal('refuse')]),
  /** Required for a refusal and for an override. */
  note: Type.Optional(Type.String({ maxLength: 1000 })),
  /** BKD in the place of the superior. */
  override: Type.Optional(Type.Boolean()),
});
export type RequestDecision = Static<typeof RequestDecision>;

export const BulkDecision = Type.Object({
  requests: Type.Array(Uuid, { minItems: 1, maxItems: 200 }),
  ...RequestDecision.properties,
});
export const BulkOutcome = Type.Object({
  outcomes: Type.Array(
    Type.Object({
      request: Type.String(),
      done: Type.Boolean(),
      /** Why not, in Bahasa Indonesia. */
      problem: Nullable(Type.String()),
    }),
  ),
});

/** A kind that can be asked for on a day, as the policies say it. */
export const RequestOption = Type.Object({
  kind: Type.String(),
  /** Of the leave kind; null for the others. */
  code: Nullable(Type.String()),
  name: Type.String(),
  status: Nullable(Type.String()),
  partDay: Type.Boolean(),
  evidence: Type.Union([Type.Literal('none'), Type.Literal('optional'), Type.Literal('required')]),
  strictOverDays: Nullable(Type.Integer()),
  medical: Type.Boolean(),
  needsOrder: Type.Boolean(),
  /** Whether somebody else has to have seen it. */
  witness: Type.Union([Type.Literal('none'), Type.Literal('optional'), Type.Literal('required')]),
  legalBasis: Type.String(),
  note: Type.String(),
  /** Earliest day for which it can be asked today; null for no limit. */
  earliest: Nullable(Type.String()),
});
export type RequestOption = Static<typeof RequestOption>;
export const RequestOptions = Type.Object({ options: Type.Array(RequestOption) });

/** Leave kinds in force today, whoever has them. */
export const LeaveKindNames = Type.Object({
  kinds: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), needsOrder: Type.Boolean() })),
});

/** How much of a kind somebody has in a year; halves of working days. */
export const LeaveBalance = Type.Object({
  code: Type.String(),
  name: Type.String(),
  year: Type.Integer(),
  grantedHalves: Type.Integer(),
  carriedHalves: Type.Integer(),
  takenHalves: Type.Integer(),
  /** Handed in and not decided. */
  pendingHalves: Type.Integer(),
  leftHalves: Type.Integer(),
  /** Why nothing is granted yet, or where the figures come from, in Bahasa Indonesia. */
  note: Nullable(Type.String()),
  /** What BKD entered for the year, if anything. */
  entered: Nullable(
    Type.Object({
      carriedDays: Nullable(Type.Integer()),
      takenDays: Type.Integer(),
      reason: Type.String(),
      at: Type.String(),
    }),
  ),
});
export type LeaveBalance = Static<typeof LeaveBalance>;
export const LeaveBalances = Type.Object({
  employee: Person,
  year: Type.Integer(),
  balances: Type.Array(LeaveBalance),
});

export const NewBalance = Type.Object({
  code: Code,
  year: Type.Integer({ minimum: 2000, maximum: 2100 }),
  /** Days carried into the year, in the place of what the hub works out; null leaves that to the hub. */
  carriedDays: Nullable(Type.Integer({ minimum: 0, maximum: 366 })),
  /** Days of the year taken before, or outside of, this system. */
  takenDays: Type.Integer({ minimum: 0, maximum: 366 }),
  reason: Type.String({ minLength: 3, maxLength: 500 }),
});
export type NewBalance = Static<typeof NewBalance>;

/** The days of a request as they are judged now, for whoever decides. */
export const RequestDays = Type.Object({
  zone: Type.String(),
  days: Type.Array(
    Type.Object({
      day: Type.String(),
      status: DayStatus,
      arrival: Nullable(Type.String()),
      departure: Nullable(Type.String()),
      lateMinutes: Type.Integer(),
      earlyMinutes: Type.Integer(),
      final: Type.Boolean(),
      /** Journal entries behind it: `id` is unit, binding and number. */
      entries: Type.Array(Type.Object({ id: Type.String(), at: Type.String(), doorName: Type.String() })),
    }),
  ),
  /** Of the same office and away on some of these days. */
  away: Type.Array(Type.Object({ name: Type.String(), title: Type.String(), from: Type.String(), to: Type.String() })),
});
export type RequestDays = Static<typeof RequestDays>;

/** People whom one may name as a witness or in one's place. */
export const Colleagues = Type.Object({
  colleagues: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      nip: Type.String(),
      position: Nullable(Type.String()),
      opdName: Type.String(),
    }),
  ),
});
export type Colleague = Static<typeof Colleagues>['colleagues'][number];
