import { type Static, Type } from 'typebox';
import { Uuid } from './people.ts';

const TextOrNone = Type.Union([Type.String(), Type.Null()]);

/** A table that is asked for by kind; screen, spreadsheet and paper show the same one. */
export const ReportKind = Type.Union([
  Type.Literal('monthly-recap'),
  Type.Literal('person-recap'),
  Type.Literal('daily-list'),
  Type.Literal('lateness'),
  Type.Literal('completeness'),
  Type.Literal('tpp-list'),
]);
export type ReportKind = Static<typeof ReportKind>;

export const ReportFormat = Type.Union([Type.Literal('xlsx'), Type.Literal('pdf'), Type.Literal('csv')]);
export type ReportFormat = Static<typeof ReportFormat>;

export const ReportColumn = Type.Object({
  key: Type.String(),
  title: Type.String(),
  /** A heading over this and its neighbours of the same group. */
  group: TextOrNone,
  /**
   * What its cells hold. `text`: lines divided by \n; `letter`: the label of a day; `whole`: an integer; `half`: a number
   * that may end in .5; `percent`: an exact decimal as text, such as "1.25"; `money`: whole rupiah.
   */
  kind: Type.Union([
    Type.Literal('text'),
    Type.Literal('letter'),
    Type.Literal('whole'),
    Type.Literal('half'),
    Type.Literal('percent'),
    Type.Literal('money'),
  ]),
  /** Millimetres on paper; what is left of the sheet goes to the one column that grows. */
  width: Type.Number(),
  grows: Type.Boolean(),
  /** Whether the last line adds it up. */
  summed: Type.Boolean(),
  /** What the lines of its cells are, where they are several; a table for machines gives each a column of its own. */
  lines: Type.Array(Type.String()),
});
export type ReportColumn = Static<typeof ReportColumn>;

export const ReportCell = Type.Union([Type.String(), Type.Number(), Type.Null()]);
export type ReportCell = Static<typeof ReportCell>;

/** A letter that stands for a day, and how it is to be looked at. */
export const ReportLetter = Type.Object({
  letter: Type.String(),
  name: Type.String(),
  tone: Type.Union([
    Type.Literal('good'),
    Type.Literal('fault'),
    Type.Literal('absent'),
    Type.Literal('excused'),
    Type.Literal('off'),
    Type.Literal('unknown'),
  ]),
});
export type ReportLetter = Static<typeof ReportLetter>;

/** Where a name stands below a report. */
export const ReportSignature = Type.Object({
  above: Type.Array(Type.String()),
  name: TextOrNone,
  /** Below the name; null where none is wanted. */
  rank: TextOrNone,
  nip: TextOrNone,
});
export type ReportSignature = Static<typeof ReportSignature>;

export const ReportTable = Type.Object({
  kind: ReportKind,
  /** Whose report it is: the local government, the office, and its address where one is known. */
  heading: Type.Object({ government: Type.String(), office: Type.String(), address: TextOrNone }),
  title: Type.String(),
  /** Such as OPD and month: a name and what it is. */
  facts: Type.Array(Type.Object({ name: Type.String(), value: Type.String() })),
  /** Whether the figures may still change; `none` where that makes no sense. A hash is lower-case hex. */
  state: Type.Union([
    Type.Object({ kind: Type.Literal('none') }),
    Type.Object({ kind: Type.Literal('provisional') }),
    Type.Object({ kind: Type.Literal('frozen'), at: Type.String(), atWords: Type.String(), hash: Type.String() }),
  ]),
  columns: Type.Array(ReportColumn),
  rows: Type.Array(Type.Array(ReportCell)),
  /** As many cells as there are columns; null for a table without a sum. */
  totals: Type.Union([Type.Array(ReportCell), Type.Null()]),
  letters: Type.Array(ReportLetter),
  /** Remarks below the table. */
  notes: Type.Array(Type.String()),
  /** From left to right. */
  signatures: Type.Array(ReportSignature),
  /** The moment of the making, UTC, and as people at the place read it. */
  madeAt: Type.String(),
  madeAtWords: Type.String(),
});
export type ReportTable = Static<typeof ReportTable>;

/** Those for whom the reader answers as direct superior, or in the place of one. */
export const ReportStaff = Type.Object({
  staff: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      nip: Type.String(),
      opd: Type.String(),
      opdName: Type.String(),
    }),
  ),
});
export type ReportStaff = Static<typeof ReportStaff>;

export const Month = Type.String({ pattern: '^20\\d{2}-(0[1-9]|1[0-2])$', description: 'YYYY-MM' });
export const ReportDay = Type.String({ pattern: '^20\\d{2}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD, local' });

/** A report that takes longer than one answer may: it is made in the background and fetched when it is ready. */
export const NewReportJob = Type.Union([
  Type.Object({
    kind: Type.Literal('all-recaps'),
    month: Month,
    format: Type.Union([Type.Literal('xlsx'), Type.Literal('pdf')]),
  }),
  Type.Object({ kind: Type.Literal('mcsp'), from: Month, to: Month }),
]);
export type NewReportJob = Static<typeof NewReportJob>;

export const ReportJob = Type.Object({
  id: Uuid,
  wanted: NewReportJob,
  state: Type.Union([
    Type.Literal('waiting'),
    Type.Literal('running'),
    Type.Literal('ready'),
    Type.Literal('failed'),
    Type.Literal('cancelled'),
  ]),
  /** Parts made and parts in all; `of` is 0 while that is not known. */
  done: Type.Integer(),
  of: Type.Integer(),
  file: TextOrNone,
  bytes: Type.Integer(),
  problem: TextOrNone,
  createdAt: Type.String(),
  finishedAt: TextOrNone,
});
export type ReportJob = Static<typeof ReportJob>;
export const ReportJobs = Type.Object({ jobs: Type.Array(ReportJob) });

/** The signed payload beside the files of an MCSP export. */
export const ExportManifest = Type.Object({
  v: Type.Literal(1),
  region: Type.String(),
  from: Month,
  to: Month,
  madeAt: Type.String(),
  files: Type.Array(
    Type.Object({ path: Type.String(), bytes: Type.Integer(), sha256: Type.String({ description: 'lower-case hex' }) }),
  ),
});
export type ExportManifest = Static<typeof ExportManifest>;
