import { createHash } from 'node:crypto';
import type { Import, ImportKind, ImportReport, ImportState } from '@hadir/shared/api/imports';
import { and, asc, desc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { users } from '../database/schema.ts';
import { dataImportChanges, dataImports } from '../database/tables/imports.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';
import type { MadeChange } from './import-spec.ts';

type Db = Database['db'];
type Row = typeof dataImports.$inferSelect;

/** What is ordered, and what it is while a hub does it. */
const WORK: Partial<Record<ImportState, ImportState>> = {
  waiting: 'checking',
  approved: 'applying',
  'undo-ordered': 'undoing',
};
const ORDERED = Object.keys(WORK) as ImportState[];
const UNDER_WAY = Object.values(WORK);
/** A hub that has not said for so long that it works on an import does not. */
const SILENT_AFTER = sql`interval '2 minutes'`;
const AT_ONCE = 1_000;
const MOST_LISTED = 50;
/** On a page; the list to be taken away has them all. */
const MOST_PROBLEMS_SHOWN = 2_000;

/** @returns what was ordered, of what a hub does now. */
export function orderOf(state: ImportState): ImportState {
  return ORDERED.find((ordered) => WORK[ordered] === state) ?? state;
}

export async function storeUpload(
  db: Db,
  by: string,
  kind: ImportKind,
  fileName: string,
  file: Buffer,
): Promise<string> {
  return db.transaction(async (tx) => {
    const digest = createHash('sha256').update(file).digest('hex');
    const [stored] = await tx
      .insert(dataImports)
      .values({ kind, fileName, file, digest, bytes: file.length, uploadedBy: by })
      .returning({ id: dataImports.id });
    if (!stored) throw new Error('An upload was not stored.');
    await writeAudit(tx, by, 'import-uploaded', stored.id, { kind, fileName, digest, bytes: file.length });
    return stored.id;
  });
}

/** Takes the oldest import that something is to be done with and nobody does. */
export async function takeImport(db: Db): Promise<Row | null> {
  return db.transaction(async (tx) => {
    const [next] = await tx
      .select()
      .from(dataImports)
      .where(
        or(
          inArray(dataImports.state, ORDERED),
          and(inArray(dataImports.state, UNDER_WAY), lt(dataImports.aliveAt, sql`now() - ${SILENT_AFTER}`)),
        ),
      )
      .orderBy(asc(dataImports.uploadedAt))
      .limit(1)
      .for('update', { skipLocked: true });
    if (!next) return null;
    const state = WORK[next.state] ?? next.state;
    await tx.update(dataImports).set({ state, aliveAt: sql`now()`, done: 0, of: 0 }).where(eq(dataImports.id, next.id));
    return { ...next, state };
  });
}

export async function noteImportProgress(db: Db, id: string, done: number, of: number): Promise<void> {
  await db.update(dataImports).set({ done, of, aliveAt: sql`now()` }).where(eq(dataImports.id, id));
}

/** Ends one step, or puts it back. @throws where another hub has taken it over: then the transaction must not stand. */
export async function setImportState(
  tx: Pick<Db, 'update'>,
  { id, state }: Pick<Row, 'id' | 'state'>,
  values: Partial<Pick<Row, 'state' | 'report' | 'planDigest' | 'problem' | 'appliedAt' | 'undoneAt'>>,
): Promise<void> {
  const rows = await tx
    .update(dataImports)
    .set({ problem: null, ...values })
    .where(and(eq(dataImports.id, id), eq(dataImports.state, state)))
    .returning({ id: dataImports.id });
  if (rows.length === 0) throw new Error(`The import ${id} is no longer ${state}: somebody else went on with it.`);
}

export async function storeChanges(tx: Transaction, id: string, made: readonly MadeChange[]): Promise<void> {
  for (let at = 0; at < made.length; at += AT_ONCE) {
    const chunk = made.slice(at, at + AT_ONCE);
    await tx
      .insert(dataImportChanges)
      .values(chunk.map((change, index) => ({ import: id, number: at + index, ...change })));
  }
}

export async function readChanges(tx: Pick<Db, 'select'>, id: string): Promise<MadeChange[]> {
  const { row, subject, before, after } = dataImportChanges;
  return tx
    .select({ row, subject, before, after })
    .from(dataImportChanges)
    .where(eq(dataImportChanges.import, id))
    .orderBy(asc(dataImportChanges.number));
}

/** Orders the next step. @returns false where the import is not in a state for it. */
export async function orderStep(
  db: Db,
  by: string,
  id: string,
  from: ImportState,
  to: 'approved' | 'undo-ordered',
  detail: Record<string, unknown>,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const who = to === 'approved' ? { appliedBy: by } : { undoneBy: by };
    const rows = await tx
      .update(dataImports)
      .set({ state: to, problem: null, done: 0, of: 0, ...who })
      .where(and(eq(dataImports.id, id), eq(dataImports.state, from)))
      .returning({ id: dataImports.id });
    if (rows.length === 0) return false;
    await writeAudit(tx, by, to === 'approved' ? 'import-approved' : 'import-undo-ordered', id, detail);
    return true;
  });
}

/** Throws an upload away that was not applied. */
export async function discardImport(db: Db, by: string, id: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const rows = await tx
      .delete(dataImports)
      .where(and(eq(dataImports.id, id), inArray(dataImports.state, ['checked', 'unreadable', 'failed'])))
      .returning({ id: dataImports.id });
    if (rows.length === 0) return false;
    await writeAudit(tx, by, 'import-discarded', id);
    return true;
  });
}

const columns = {
  id: dataImports.id,
  kind: dataImports.kind,
  fileName: dataImports.fileName,
  state: dataImports.state,
  done: dataImports.done,
  of: dataImports.of,
  problem: dataImports.problem,
  uploadedBy: users.name,
  uploadedAt: dataImports.uploadedAt,
  appliedAt: dataImports.appliedAt,
  undoneAt: dataImports.undoneAt,
  mayUndo: sql<boolean>`${dataImports.state} = 'applied' AND NOT EXISTS (
    SELECT 1 FROM data_imports later
    WHERE later.kind = ${dataImports.kind} AND later.state = 'applied' AND later.applied_at > ${dataImports.appliedAt})`,
};
type Listed = Omit<Import, 'report' | 'uploadedAt' | 'appliedAt' | 'undoneAt'> &
  Pick<Row, 'uploadedAt' | 'appliedAt' | 'undoneAt'>;

export async function listImports(db: Pick<Db, 'select'>): Promise<Import[]> {
  const rows = await db
    .select(columns)
    .from(dataImports)
    .innerJoin(users, eq(users.id, dataImports.uploadedBy))
    .orderBy(desc(dataImports.uploadedAt))
    .limit(MOST_LISTED);
  return rows.map((row) => toImport(row, null));
}

export async function findImport(db: Pick<Db, 'select'>, id: string): Promise<Import | null> {
  const [row] = await db
    .select({ ...columns, report: dataImports.report })
    .from(dataImports)
    .innerJoin(users, eq(users.id, dataImports.uploadedBy))
    .where(eq(dataImports.id, id));
  if (!row) return null;
  const { report, ...listed } = row;
  return toImport(
    listed,
    report === null ? null : { ...report, problems: report.problems.slice(0, MOST_PROBLEMS_SHOWN) },
  );
}

/** @returns every problem of a file; null where it was not checked. */
export async function findProblems(db: Pick<Db, 'select'>, id: string): Promise<ImportReport['problems'] | null> {
  const [row] = await db.select({ report: dataImports.report }).from(dataImports).where(eq(dataImports.id, id));
  return row?.report?.problems ?? null;
}

function toImport({ uploadedAt, appliedAt, undoneAt, ...row }: Listed, report: ImportReport | null): Import {
  return {
    ...row,
    report,
    uploadedAt: uploadedAt.toISOString(),
    appliedAt: appliedAt?.toISOString() ?? null,
    undoneAt: undoneAt?.toISOString() ?? null,
  };
}

const KEPT_DAYS = sql`interval '30 days'`;

/** Lets go the files of imports that are over and of uploads that nobody went on with; what was changed stays. */
export async function forgetFiles(db: Db): Promise<void> {
  await db
    .update(dataImports)
    .set({ file: null })
    .where(
      and(
        sql`${dataImports.file} IS NOT NULL`,
        or(
          inArray(dataImports.state, ['applied', 'undone']),
          and(isNull(dataImports.appliedAt), lt(dataImports.uploadedAt, sql`now() - ${KEPT_DAYS}`)),
        ),
      ),
    );
}
