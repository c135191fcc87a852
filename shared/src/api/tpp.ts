import { type Static, Type } from 'typebox';
import { Uuid } from './people.ts';
import { Digest, Maybe, Open, Person, Reason, Rupiah } from './tpp-terms.ts';

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
