import { type Static, Type } from 'typebox';
import { Uuid } from './people.ts';

const Maybe = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

export const Month = Type.String({ pattern: '^20\\d{2}-(0[1-9]|1[0-2])$', description: 'YYYY-MM' });
const Rupiah = Type.Integer({ description: 'whole rupiah' });
const Reason = Type.String({ minLength: 10, maxLength: 1000 });

/** Why a month may still change, or why it has no figure yet. */
export const Open = Type.Object({
  day: Maybe(Type.String()),
  why: Type.Union([
    Type.Literal('incomplete'),
    Type.Literal('not_judged'),
    Type.Literal('no_rate'),
    Type.Literal('no_base'),
    Type.Literal('no_rating'),
    Type.Literal('no_policy'),
  ]),
});

/** An office's month, in a line. Figures of one that is not frozen are as old as `workedOutAt` says. */
export const SheetSummary = Type.Object({
  opd: Type.String(),
  opdName: Type.String(),
  month: Type.String(),
  state: Type.Union([Type.Literal('open'), Type.Literal('frozen')]),
  people: Maybe(Type.Integer()),
  /** Of a settled one as frozen. */
  total: Maybe(Rupiah),
  /** Rupiah by which approved corrections changed it after the freeze. */
  corrected: Rupiah,
  /** People with something open. */
  incomplete: Maybe(Type.Integer()),
  workedOutAt: Maybe(Type.String()),
  /** Of the sheet that this line stands for; null where it was not worked out yet. */
  digest: Maybe(Type.String()),
  correctionsWaiting: Type.Integer(),
  /** The reader may freeze it, the month is over there and there is somebody on it. */
  mayFreeze: Type.Boolean(),
});
export type SheetSummary = Static<typeof SheetSummary>;
export const SheetSummaries = Type.Object({ months: Type.Array(Type.String()), sheets: Type.Array(SheetSummary) });

const Digest = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** Work on the sheets of many offices: to work them out anew, or to settle those that were looked at. */
export const NewMonthRun = Type.Union([
  Type.Object({ kind: Type.Literal('work_out') }),
  Type.Object({
    kind: Type.Literal('freeze'),
    sheets: Type.Array(Type.Object({ opd: Uuid, digest: Digest }), { minItems: 1, maxItems: 2000 }),
    /** Needed where something on one of them is incomplete. */
    acceptReason: Type.Optional(Reason),
  }),
]);
export type NewMonthRun = Static<typeof NewMonthRun>;
export const MonthRun = Type.Object({
  id: Type.String(),
  kind: Type.Union([Type.Literal('work_out'), Type.Literal('freeze')]),
  month: Type.String(),
  state: Type.Union([
    Type.Literal('waiting'),
    Type.Literal('running'),
    Type.Literal('done'),
    Type.Literal('cancelled'),
  ]),
  orderedBy: Type.String(),
  orderedAt: Type.String(),
  /** Offices that are through, one way or the other, and all of them. */
  done: Type.Integer(),
  of: Type.Integer(),
  /** The offices whose sheet stayed as it was, and why. */
  refused: Type.Array(Type.Object({ opd: Type.String(), opdName: Type.String(), problem: Type.String() })),
});
export type MonthRun = Static<typeof MonthRun>;
export const LastMonthRun = Type.Object({ run: Maybe(MonthRun) });

const Person = {
  employee: Type.String(),
  name: Type.String(),
  nip: Type.String(),
  rank: Maybe(Type.String()),
  position: Maybe(Type.String()),
};

export const SheetLine = Type.Object({
  ...Person,
  base: Rupiah,
  performance: Rupiah,
  attendance: Rupiah,
  total: Rupiah,
  attendancePercent: Type.String(),
  deductions: Type.Integer({ description: 'how many lines of deduction' }),
  open: Type.Array(Open),
  /** Rupiah by which corrections changed it after the freeze; `total` is what was frozen. */
  corrected: Type.Integer(),
});
export type SheetLine = Static<typeof SheetLine>;

export const Sheet = Type.Object({
  opd: Type.String(),
  opdName: Type.String(),
  month: Type.String(),
  state: Type.Union([Type.Literal('open'), Type.Literal('frozen')]),
  /** Whether the month is over, so that it may be frozen. */
  over: Type.Boolean(),
  mayFreeze: Type.Boolean(),
  digest: Type.String(),
  workedOutAt: Type.String(),
  base: Rupiah,
  total: Rupiah,
  corrected: Type.Integer(),
  frozen: Maybe(
    Type.Object({
      by: Type.String(),
      at: Type.String(),
      accepted: Type.Integer(),
      acceptReason: Maybe(Type.String()),
    }),
  ),
  lines: Type.Array(SheetLine),
});
export type Sheet = Static<typeof Sheet>;
export const LastSheet = Type.Object({ sheet: Maybe(Sheet) });

export const Freeze = Type.Object({
  digest: Type.String({ ...Digest, description: 'of the sheet that was looked at' }),
  acceptReason: Type.Optional(Reason),
});

const Approval = Type.Object({
  id: Type.String(),
  text: Type.String({ description: 'who, as what; in Bahasa Indonesia' }),
});
const Sighting = Type.Object({
  at: Type.String(),
  id: Type.String(),
  source: Type.Union([Type.Literal('journal'), Type.Literal('correction')]),
});

/** A day as far as a deduction follows from it. */
export const DeductedDay = Type.Object({
  day: Type.String(),
  status: Type.String(),
  schedule: Type.String(),
  clause: Type.String(),
  arrival: Maybe(Sighting),
  departure: Maybe(Sighting),
  lateMinutes: Type.Integer(),
  earlyMinutes: Type.Integer(),
  reasons: Type.Array(Type.String()),
  excuse: Maybe(Type.String({ description: 'what the policy calls it' })),
  evidence: Type.Array(Type.String()),
});
export type DeductedDay = Static<typeof DeductedDay>;

export const DeductionLine = Type.Object({
  kind: Type.Union([
    Type.Literal('performance'),
    Type.Literal('event'),
    Type.Literal('leave'),
    Type.Literal('apel'),
    Type.Literal('manipulation'),
    Type.Literal('discipline'),
  ]),
  code: Type.String(),
  /** What the code is called by the policy, where it says so. */
  label: Maybe(Type.String()),
  percent: Type.String(),
  rupiah: Rupiah,
  clauses: Type.Array(Type.String()),
  approvals: Type.Array(Approval),
  evidence: Type.Array(Type.String()),
  /** What stands behind a line that no punch made: the assembly, the finding, the decision. */
  document: Maybe(Type.String()),
  day: Maybe(DeductedDay),
});
export type DeductionLine = Static<typeof DeductionLine>;

export const TppFigure = Type.Object({
  base: Rupiah,
  performance: Rupiah,
  attendance: Rupiah,
  total: Rupiah,
  attendancePercent: Type.String(),
  /** The regulation that the figure follows. */
  legalBasis: Maybe(Type.String()),
  lines: Type.Array(DeductionLine),
  open: Type.Array(Open),
});
export type TppFigure = Static<typeof TppFigure>;

export const CorrectionState = Type.Union([
  Type.Literal('proposed'),
  Type.Literal('approved'),
  Type.Literal('refused'),
]);
/** A deduction that a correction takes away, brings or changes; rupiah of one that is not there are 0. */
export const ChangedLine = Type.Object({
  kind: DeductionLine.properties.kind,
  code: Type.String(),
  day: Maybe(Type.String()),
  before: Rupiah,
  after: Rupiah,
});
export type ChangedLine = Static<typeof ChangedLine>;
export const Correction = Type.Object({
  id: Type.String(),
  ...Person,
  opd: Type.String(),
  opdName: Type.String(),
  month: Type.String(),
  state: CorrectionState,
  reason: Type.String(),
  before: Maybe(Rupiah),
  after: Rupiah,
  difference: Rupiah,
  changes: Type.Array(ChangedLine),
  proposedBy: Type.String(),
  proposedAt: Type.String(),
  decidedBy: Maybe(Type.String()),
  decidedAt: Maybe(Type.String()),
  note: Maybe(Type.String()),
  /** Whether the reader is a second person who may decide it. */
  mayDecide: Type.Boolean(),
});
export type Correction = Static<typeof Correction>;
export const Corrections = Type.Object({ corrections: Type.Array(Correction) });

export const PersonMonth = Type.Object({
  ...Person,
  opd: Type.String(),
  opdName: Type.String(),
  zone: Type.String(),
  month: Type.String(),
  state: Type.Union([Type.Literal('open'), Type.Literal('frozen')]),
  frozenAt: Maybe(Type.String()),
  /** Whether he was on the sheet when it was frozen; who was not is paid by a correction alone. */
  onSheet: Type.Boolean(),
  /** As frozen; of a month that is not frozen, or of somebody who was not on the sheet, as it stands now. */
  figure: TppFigure,
  /** The last approved correction. */
  corrected: Maybe(TppFigure),
  /** As the facts stand now, where they differ from what is settled: the ground for a correction. */
  now: Maybe(TppFigure),
  nowDigest: Maybe(Type.String()),
  corrections: Type.Array(Correction),
  mayCorrect: Type.Boolean(),
  /** Ratings of the policy that the reader may enter for this person and month; empty where he may not. */
  ratings: Type.Array(Type.Object({ code: Type.String(), percent: Type.String() })),
});
export type PersonMonth = Static<typeof PersonMonth>;

export const PersonMonths = Type.Object({
  months: Type.Array(
    Type.Object({
      month: Type.String(),
      state: Type.Union([Type.Literal('open'), Type.Literal('frozen')]),
      total: Maybe(Rupiah),
    }),
  ),
});

export const NewCorrection = Type.Object({
  reason: Reason,
  digest: Type.String({ ...Digest, description: 'of the figure that was looked at' }),
});
export const CorrectionDecision = Type.Object({ note: Type.Optional(Type.String({ maxLength: 1000 })) });

/** The same reason for many: after a late journal, say, that concerns a whole office. */
export const NewCorrections = Type.Object({
  reason: Reason,
  people: Type.Array(Type.Object({ employee: Uuid, digest: Digest }), { minItems: 1, maxItems: 500 }),
});
export const CorrectionDecisions = Type.Object({
  corrections: Type.Array(Uuid, { minItems: 1, maxItems: 500 }),
  verdict: Type.Union([Type.Literal('approve'), Type.Literal('refuse')]),
  note: Type.Optional(Type.String({ maxLength: 1000 })),
});
/** What came of each: done, or why not. */
export const CorrectionOutcomes = Type.Object({
  done: Type.Integer(),
  refused: Type.Array(Type.Object({ name: Type.String(), problem: Type.String() })),
});
export type CorrectionOutcomes = Static<typeof CorrectionOutcomes>;

/** People whose settled month is not what the facts give now. */
export const Differences = Type.Object({
  differences: Type.Array(
    Type.Object({
      ...Person,
      settled: Maybe(Rupiah),
      now: Rupiah,
      /** 0 where only the reasons are others. */
      difference: Rupiah,
      /** Nothing is open that was not accepted when the month was frozen. */
      complete: Type.Boolean(),
      /** Of the figure as it is now. */
      digest: Type.String(),
      /** A correction waits for its decision. */
      waiting: Type.Boolean(),
    }),
  ),
});
export type Differences = Static<typeof Differences>;

// ── A draft tried on past months ────────────────────────────────────────────────────────────────────────────────

export const NewTrial = Type.Object({
  /** A policy edition of the store, draft or not. */
  edition: Uuid,
  from: Month,
  to: Month,
  opd: Type.Optional(Uuid),
});
export const TrialAnswer = Type.Object({
  people: Type.Integer(),
  changed: Type.Integer(),
  before: Rupiah,
  after: Rupiah,
  /** Months of people for whom there is no sound figure, by the policies in force and by the draft, and why. */
  withoutFigure: Type.Object({
    before: Type.Integer(),
    after: Type.Integer(),
    why: Type.Array(Type.Object({ why: Open.properties.why, count: Type.Integer() })),
  }),
  /** What the draft asks of other policies and does not find, or they of it; in Bahasa Indonesia. */
  gaps: Type.Array(Type.String()),
  opds: Type.Array(
    Type.Object({
      opd: Type.String(),
      opdName: Type.String(),
      people: Type.Integer(),
      more: Type.Integer(),
      less: Type.Integer(),
      difference: Rupiah,
    }),
  ),
  /** How many months of people differ by how much: from (inclusive) to (exclusive), whole rupiah; null is open. */
  histogram: Type.Array(Type.Object({ from: Maybe(Rupiah), to: Maybe(Rupiah), count: Type.Integer() })),
  /** The largest differences, at most 1000. */
  changes: Type.Array(
    Type.Object({
      employee: Type.String(),
      name: Type.String(),
      nip: Type.String(),
      opdName: Type.String(),
      month: Type.String(),
      before: Rupiah,
      after: Rupiah,
      difference: Rupiah,
    }),
  ),
});
export type TrialAnswer = Static<typeof TrialAnswer>;
export const Trial = Type.Object({
  id: Type.String(),
  title: Type.String(),
  kind: Type.String(),
  months: Type.Array(Type.String()),
  opd: Maybe(Type.String()),
  state: Type.Union([
    Type.Literal('waiting'),
    Type.Literal('running'),
    Type.Literal('done'),
    Type.Literal('cancelled'),
    Type.Literal('failed'),
  ]),
  done: Type.Integer(),
  total: Type.Integer(),
  askedBy: Type.String(),
  askedAt: Type.String(),
  problem: Maybe(Type.String()),
  answer: Maybe(TrialAnswer),
});
export type Trial = Static<typeof Trial>;
export const Trials = Type.Object({ trials: Type.Array(Trial) });

// ── Findings and assemblies ─────────────────────────────────────────────────────────────────────────────────────

export const NewFinding = Type.Object({
  employee: Uuid,
  month: Month,
  summary: Type.String({ minLength: 20, maxLength: 2000 }),
  evidence: Type.Array(Type.String({ minLength: 3, maxLength: 200 }), { minItems: 1, maxItems: 50 }),
});
export const Finding = Type.Object({
  id: Type.String(),
  ...Person,
  opd: Type.String(),
  opdName: Type.String(),
  month: Type.String(),
  state: Type.Union([
    Type.Literal('recorded'),
    Type.Literal('confirmed'),
    Type.Literal('refused'),
    Type.Literal('revoked'),
  ]),
  summary: Type.String(),
  evidence: Type.Array(Type.String()),
  recordedBy: Type.String(),
  recordedAt: Type.String(),
  decidedBy: Maybe(Type.String()),
  decidedAt: Maybe(Type.String()),
  note: Maybe(Type.String()),
  revokedBy: Maybe(Type.String()),
  revokeReason: Maybe(Type.String()),
  /** The month is settled: what is decided now takes effect by a correction alone. */
  frozen: Type.Boolean(),
  mayDecide: Type.Boolean(),
  mayRevoke: Type.Boolean(),
});
export type Finding = Static<typeof Finding>;
export const Findings = Type.Object({ findings: Type.Array(Finding) });
export const FindingDecision = Type.Object({ note: Reason });

export const NewAssembly = Type.Object({
  opd: Uuid,
  day: Type.String({ pattern: '^20\\d{2}-\\d{2}-\\d{2}$' }),
  kind: Type.Union([Type.Literal('apel'), Type.Literal('upacara')]),
  name: Type.String({ minLength: 3, maxLength: 200 }),
  /** `missed`: those named were not there. `present`: all the others of the office were not. */
  naming: Type.Union([Type.Literal('missed'), Type.Literal('present')]),
  employees: Type.Array(Uuid, { maxItems: 20_000 }),
});
export type NewAssembly = Static<typeof NewAssembly>;
export const Assembly = Type.Object({
  id: Type.String(),
  opd: Type.String(),
  opdName: Type.String(),
  day: Type.String(),
  kind: Type.Union([Type.Literal('apel'), Type.Literal('upacara')]),
  name: Type.String(),
  recordedBy: Type.String(),
  recordedAt: Type.String(),
  cancelled: Type.Boolean(),
  frozen: Type.Boolean(),
  missed: Type.Array(Type.Object({ employee: Type.String(), name: Type.String(), nip: Type.String() })),
});
export type Assembly = Static<typeof Assembly>;
export const Assemblies = Type.Object({ assemblies: Type.Array(Assembly) });
