import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { SheetLine } from '@hadir/shared/api/tpp';
import { and, eq, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { users } from '../database/schema.ts';
import { frozenResults, frozenSheets, sheetDrafts, tppCorrections } from '../database/tables/tpp.ts';
import type { TppResult } from '../rules/tpp/tpp-result.ts';
import type { MonthSource } from './month-source.ts';
import { sheetMembers } from './sheet-members.ts';
import { sheetDigest, workOutSheet } from './work-out-sheet.ts';

type Db = Database['db'];
// Away from the thread that answers requests.
const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** An office's month: as frozen, or as it stands now. */
export interface MonthSheet {
  readonly state: 'open' | 'frozen';
  readonly digest: string;
  readonly base: number;
  readonly total: number;
  /** Rupiah by which approved corrections changed it since. */
  readonly corrected: number;
  readonly frozen: {
    readonly by: string;
    readonly at: Date;
    readonly accepted: number;
    readonly acceptReason: string | null;
  } | null;
  readonly workedOutAt: Date;
  /** By name. */
  readonly lines: readonly SheetLine[];
}

/** @param month YYYY-MM */
export async function readSheet(source: MonthSource, opd: string, month: string): Promise<MonthSheet> {
  return (await readFrozenSheet(source.db, opd, month)) ?? workOutOpenSheet(source, opd, month);
}

/** @returns null where the month is not settled. */
export async function readFrozenSheet(db: Db, opd: string, month: string): Promise<MonthSheet | null> {
  const [sheet] = await db
    .select({
      digest: frozenSheets.digest,
      total: frozenSheets.total,
      at: frozenSheets.frozenAt,
      accepted: frozenSheets.accepted,
      acceptReason: frozenSheets.acceptReason,
      by: users.name,
    })
    .from(frozenSheets)
    .innerJoin(users, eq(users.id, frozenSheets.frozenBy))
    .where(and(eq(frozenSheets.opd, opd), eq(frozenSheets.month, month)));
  if (sheet === undefined) return null;
  const { employee, person, result } = frozenResults;
  const results = await db
    .select({ employee, person, result })
    .from(frozenResults)
    .where(and(eq(frozenResults.opd, opd), eq(frozenResults.month, month)));
  const differences = await readDifferences(db, opd, month);
  const lines = results.map((row) =>
    lineOf({ employee: row.employee, ...row.person }, row.result, differences.get(row.employee) ?? 0),
  );
  return {
    state: 'frozen',
    digest: sheet.digest,
    base: sum(lines, 'base'),
    total: sheet.total,
    corrected: [...differences.values()].reduce((all, difference) => all + difference, 0),
    frozen: { by: sheet.by, at: sheet.at, accepted: sheet.accepted.length, acceptReason: sheet.acceptReason },
    workedOutAt: sheet.at,
    lines: lines.sort(byName),
  };
}

async function readDifferences(db: Db, opd: string, month: string): Promise<Map<string, number>> {
  const { employee, difference, state } = tppCorrections;
  const rows = await db
    .select({ employee, sum: sql<string>`sum(${difference})` })
    .from(tppCorrections)
    .where(and(eq(tppCorrections.opd, opd), eq(tppCorrections.month, month), eq(state, 'approved')))
    .groupBy(employee);
  return new Map(rows.map(({ employee: who, sum }) => [who, Number(sum)]));
}

/** Works a month out as it stands and remembers what it comes to, for lists. */
export async function workOutOpenSheet(source: MonthSource, opd: string, month: string): Promise<MonthSheet> {
  const { db, now } = source;
  const lines: SheetLine[] = [];
  const digests: { employee: string; digest: string }[] = [];
  for await (const { member, result, digest } of workOutSheet(source, month, await sheetMembers(db, month, { opd }))) {
    lines.push(lineOf(member, result, 0));
    digests.push({ employee: member.employee, digest });
  }
  const total = sum(lines, 'total');
  const incomplete = lines.filter(({ open }) => open.length > 0).length;
  const digest = sheetDigest(digests);
  lines.sort(byName);
  const packed = await compress(JSON.stringify(lines));
  const draft = { people: lines.length, total, incomplete, workedOutAt: now, digest, lines: packed };
  await db
    .insert(sheetDrafts)
    .values({ opd, month, ...draft })
    .onConflictDoUpdate({ target: [sheetDrafts.opd, sheetDrafts.month], set: draft });
  return openSheet(digest, lines, now);
}

/** @returns an open month as it was worked out last, at once and perhaps overtaken; null where it never was. */
export async function readLastSheet(db: Db, opd: string, month: string): Promise<MonthSheet | null> {
  const { digest, lines, workedOutAt } = sheetDrafts;
  const [draft] = await db
    .select({ digest, lines, workedOutAt })
    .from(sheetDrafts)
    .where(and(eq(sheetDrafts.opd, opd), eq(sheetDrafts.month, month)));
  if (draft === undefined || draft.digest === null || draft.lines === null) return null;
  const unpacked: SheetLine[] = JSON.parse((await decompress(draft.lines)).toString());
  return openSheet(draft.digest, unpacked, draft.workedOutAt);
}

function openSheet(digest: string, lines: readonly SheetLine[], workedOutAt: Date): MonthSheet {
  const [base, total] = [sum(lines, 'base'), sum(lines, 'total')];
  return { state: 'open', digest, base, total, corrected: 0, frozen: null, workedOutAt, lines };
}

function sum(lines: readonly SheetLine[], of: 'base' | 'total'): number {
  return lines.reduce((all, line) => all + line[of], 0);
}

function lineOf(
  { employee, name, nip, rank, position }: Pick<SheetLine, 'employee' | 'name' | 'nip' | 'rank' | 'position'>,
  { base, performance, attendance, total, attendancePercent, lines, open }: TppResult,
  corrected: number,
): SheetLine {
  const figures = { base, performance, attendance, total, attendancePercent, deductions: lines.length };
  return { employee, name, nip, rank, position, ...figures, open: [...open], corrected };
}

function byName(a: SheetLine, b: SheetLine): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : a.nip < b.nip ? -1 : 1;
}
