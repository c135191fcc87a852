import { createHash, randomUUID } from 'node:crypto';
import type { EvidenceFile } from '@hadir/shared/api/requests';
import { and, count, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { evidenceFiles, requests } from '../database/tables/requests.ts';
import { fieldProblem } from '../http/http-problem.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';
import { sealFile } from './seal-file.ts';

type Reader = Pick<Database['db'], 'select'>;

/** What is known of a file without opening it. */
export type FileRow = Omit<typeof evidenceFiles.$inferSelect, 'sealed'>;

interface NewFile {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly type: string;
  readonly strict: boolean;
  readonly scanned: boolean;
}

/** How long somebody may take to fill in the form that the file belongs to. */
const LOOSE_HOURS = 24;

export const fileColumns = {
  id: evidenceFiles.id,
  uploadedBy: evidenceFiles.uploadedBy,
  request: evidenceFiles.request,
  letter: evidenceFiles.letter,
  report: evidenceFiles.report,
  name: evidenceFiles.name,
  type: evidenceFiles.type,
  bytes: evidenceFiles.bytes,
  sha256: evidenceFiles.sha256,
  strict: evidenceFiles.strict,
  scanned: evidenceFiles.scanned,
  uploadedAt: evidenceFiles.uploadedAt,
};

/** Keeps a file that belongs to nothing yet, sealed. @returns its id. */
export async function storeFile(tx: Transaction, key: Buffer, by: string, file: NewFile): Promise<string> {
  const id = randomUUID();
  const { bytes, ...known } = file;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const row = { id, uploadedBy: by, ...known, bytes: bytes.byteLength, sha256, sealed: sealFile(key, id, bytes) };
  await tx.insert(evidenceFiles).values(row);
  // The name may tell what somebody suffers from, and stays out of the log.
  await writeAudit(tx, by, 'file-uploaded', id, { type: file.type, bytes: bytes.byteLength, sha256 });
  return id;
}

/** What a file can belong to. */
export type FileOwner = { readonly request: string } | { readonly letter: string } | { readonly report: string };

/**
 * Makes exactly these files belong to it: those that no longer do are removed.
 * @throws HttpProblem 422 where one of them is not there, belongs to something else or was uploaded by somebody else.
 */
export async function attachFiles(
  tx: Transaction,
  by: string,
  owner: FileOwner,
  ids: readonly string[],
): Promise<void> {
  const [[column, id]] = Object.entries(owner) as [['request' | 'letter' | 'report', string]];
  const held = await tx.select({ id: evidenceFiles.id }).from(evidenceFiles).where(eq(evidenceFiles[column], id));
  const wanted = new Set(ids);
  const gone = held.filter((file) => !wanted.has(file.id)).map((file) => file.id);
  if (gone.length > 0) await tx.delete(evidenceFiles).where(inArray(evidenceFiles.id, gone));
  for (const file of gone) await writeAudit(tx, by, 'file-removed', file, { from: id });
  const fresh = ids.filter((file) => !held.some((known) => known.id === file));
  if (fresh.length === 0) return;
  const attached = await tx
    .update(evidenceFiles)
    .set(owner)
    .where(and(inArray(evidenceFiles.id, fresh), eq(evidenceFiles.uploadedBy, by), isLoose()))
    .returning({ id: evidenceFiles.id });
  if (attached.length < new Set(fresh).size)
    throw fieldProblem('file-unknown', 'files', 'Salah satu berkas tidak ada lagi. Unggah ulang, lalu kirim lagi.');
}

function isLoose() {
  return and(isNull(evidenceFiles.request), isNull(evidenceFiles.letter), isNull(evidenceFiles.report));
}

/** Removes what nobody attached to anything within a day. @returns how many. */
export async function removeLooseFiles(db: Database['db']): Promise<number> {
  const removed = await db
    .delete(evidenceFiles)
    .where(and(isLoose(), lt(evidenceFiles.uploadedAt, sql`now() - interval '${sql.raw(String(LOOSE_HOURS))} hours'`)))
    .returning({ id: evidenceFiles.id });
  return removed.length;
}

/** @returns how many files of this person belong to nothing yet. */
export async function countLooseFiles(db: Reader, by: string): Promise<number> {
  const [row] = await db
    .select({ files: count() })
    .from(evidenceFiles)
    .where(and(eq(evidenceFiles.uploadedBy, by), isLoose()));
  return row?.files ?? 0;
}

/** By what they belong to. */
export async function readFiles(
  db: Reader,
  column: 'request' | 'letter' | 'report',
  owners: readonly string[],
): Promise<Map<string, FileRow[]>> {
  const found = new Map<string, FileRow[]>();
  if (owners.length === 0) return found;
  const rows = await db
    .select(fileColumns)
    .from(evidenceFiles)
    .where(inArray(evidenceFiles[column], [...owners]))
    .orderBy(evidenceFiles.uploadedAt, evidenceFiles.id);
  for (const row of rows) {
    const owner = row[column] ?? '';
    found.set(owner, [...(found.get(owner) ?? []), row]);
  }
  return found;
}

export function presentFile(file: FileRow, medical: boolean): EvidenceFile {
  const { id, name, type, bytes, sha256, strict, uploadedAt } = file;
  return { id, name, type, bytes, sha256, strict, medical, uploadedAt: uploadedAt.toISOString() };
}

/** Whether the request that a file belongs to is medical. */
export async function isMedical(db: Reader, request: string | null): Promise<boolean> {
  if (request === null) return false;
  const [row] = await db.select({ medical: requests.medical }).from(requests).where(eq(requests.id, request));
  return row?.medical ?? false;
}
