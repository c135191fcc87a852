import { type Static, Type } from 'typebox';

/** What a file may hold. */
export const ImportKind = Type.Union([
  Type.Literal('opds'),
  Type.Literal('employees'),
  Type.Literal('work-units'),
  Type.Literal('postings'),
  Type.Literal('assignments'),
  Type.Literal('holidays'),
  Type.Literal('balances'),
  Type.Literal('ratings'),
  Type.Literal('duty'),
]);
export type ImportKind = Static<typeof ImportKind>;

/**
 * `waiting`, `checking`: the dry run; `unreadable`: no table could be read; `checked`: the report is there and nothing
 * is changed; `approved`, `applying`: on the way into the database; `failed`: nothing was changed; `undo-ordered`,
 * `undoing`: on the way back.
 */
export const ImportState = Type.Union([
  Type.Literal('waiting'),
  Type.Literal('checking'),
  Type.Literal('unreadable'),
  Type.Literal('checked'),
  Type.Literal('approved'),
  Type.Literal('applying'),
  Type.Literal('applied'),
  Type.Literal('failed'),
  Type.Literal('undo-ordered'),
  Type.Literal('undoing'),
  Type.Literal('undone'),
]);
export type ImportState = Static<typeof ImportState>;

const TextOrNone = Type.Union([Type.String(), Type.Null()]);

export const ImportProblem = Type.Object({
  /** Line of the file as a spreadsheet counts them; the heading is the first. */
  row: Type.Integer(),
  /** Heading of the column; null for the line as a whole. */
  column: TextOrNone,
  /** What stands there, cut where it is long. */
  value: TextOrNone,
  /** What is wrong and what to do, in Bahasa Indonesia. */
  message: Type.String(),
});
export type ImportProblem = Static<typeof ImportProblem>;

export const ImportLine = Type.Object({
  row: Type.Integer(),
  action: Type.Union([Type.Literal('add'), Type.Literal('change')]),
  /** Whom or what it is about. */
  subject: Type.String(),
  /** What will be, or what will be otherwise. */
  text: Type.String(),
});
export type ImportLine = Static<typeof ImportLine>;

/** What an import would do. The lists are cut; the numbers are not. */
export const ImportReport = Type.Object({
  rows: Type.Integer(),
  added: Type.Integer(),
  changed: Type.Integer(),
  same: Type.Integer(),
  /** Lines with a problem. */
  bad: Type.Integer(),
  problems: Type.Array(ImportProblem),
  lines: Type.Array(ImportLine),
  /** What the officer has to know besides, such as that a draft waits to be activated. */
  notes: Type.Array(Type.String()),
});
export type ImportReport = Static<typeof ImportReport>;

export const Import = Type.Object({
  id: Type.String(),
  kind: ImportKind,
  fileName: Type.String(),
  state: ImportState,
  done: Type.Integer(),
  of: Type.Integer(),
  report: Type.Union([ImportReport, Type.Null()]),
  problem: TextOrNone,
  uploadedBy: Type.String(),
  uploadedAt: Type.String(),
  appliedAt: TextOrNone,
  undoneAt: TextOrNone,
  /** Whether it is the last of its kind that was applied, so that it may be taken back. */
  mayUndo: Type.Boolean(),
});
export type Import = Static<typeof Import>;
/** The newest first, without their reports. */
export const Imports = Type.Object({ imports: Type.Array(Import) });

export const ImportOrder = Type.Object({
  /** Takes over the good lines and leaves the bad ones out; without it one bad line holds up all. */
  skipBad: Type.Optional(Type.Boolean()),
});
