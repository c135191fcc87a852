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

/** An office's month: as frozen, or as it stands now. */
interface MonthSheet {
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
    base: lines.reduce((sum, { base }) => sum + base, 0),
    total: sheet.total,
    corrected: [...differences.values()].reduce((sum, difference) => sum + difference, 0),
    frozen: { by: sheet.by, at: sheet.at, accepted: sheet.accepted.length, acceptReason: sheet.acceptReason },
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
  const total = lines.reduce((sum, line) => sum + line.total, 0);
  const incomplete = lines.filter(({ open }) => open.length > 0).length;
  const digest = sheetDigest(digests);
  const draft = { people: lines.length, total, incomplete, workedOutAt: now, digest };
  await db
    .insert(sheetDrafts)
    .values({ opd, month, ...draft })
    .onConflictDoUpdate({ target: [sheetDrafts.opd, sheetDrafts.month], set: draft });
  return {
    state: 'open',
    digest,
    base: lines.reduce((sum, { base }) => sum + base, 0),
    total,
    corrected: 0,
    frozen: null,
    lines: lines.sort(byName),
  };
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
