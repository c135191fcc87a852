import { hash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { clientOf, copyRows, copyValue } from '../database/copy-rows.ts';
import { idList } from '../database/id-list.ts';
import type { Database } from '../database/open-database.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import type { JudgedDay } from './day-judge.ts';
import { packVerdict } from './verdict-row.ts';

/** A day that is still open waits for its end, whatever its doors say. */
const OPEN = '-';
/** 96 bits tell one verdict on a day from the next. */
const DIGEST_CHARACTERS = 16;
const COLUMNS = `days (employee, day, opd, status, final, phase, arrival, departure, late, early, evidence, schedule,
  clause, detail, closes_at, awaits, digest, policy)`;

interface DayKey {
  readonly employee: string;
  readonly day: string;
}

/** What a day that is not final waits for, as the table holds it. */
export function awaitsOf(silentDoors: readonly string[], open: boolean): string {
  return open ? OPEN : silentDoors.join(' ');
}

/** What is to be written of some verdicts: only what differs from what is stored. */
export interface DayChanges {
  /** Rows as COPY takes them. */
  readonly lines: readonly string[];
  /** Of which the table holds an older verdict. */
  readonly replaced: readonly DayKey[];
}

/**
 * Compares verdicts with what is stored. What comes of it holds for as long as the lock of the days is held, since
 * nobody else stores any meanwhile.
 * @param revision of the policies that gave them
 */
export async function compareDays(
  db: Pick<Database['db'], 'execute'>,
  judged: readonly JudgedDay[],
  { revision, asOf }: { revision: number; asOf: Date },
): Promise<DayChanges> {
  const stored = await readDigests(db, judged);
  const lines: string[] = [];
  const replaced: DayKey[] = [];
  for (const one of judged) {
    const line = lineOf(one, asOf.getTime());
    const digest = hash('sha1', line, 'base64').slice(0, DIGEST_CHARACTERS);
    const { employee, day } = one.verdict;
    const before = stored.get(employee + day);
    if (before === digest) continue;
    if (before !== undefined) replaced.push({ employee, day });
    lines.push(`${line}\t${digest}\t${revision}`);
  }
  return { lines, replaced };
}

/** Stores verdicts in place of those that were there. @returns how many changed or are new */
export async function storeDays(tx: Transaction, { lines, replaced }: DayChanges): Promise<number> {
  await forgetDays(tx, replaced);
  await copyRows(clientOf(tx), COLUMNS, lines);
  return lines.length;
}

/** Removes what is stored of some days: they are stored anew, or nothing is to be said of them any more. */
export async function forgetDays(tx: Transaction, days: readonly DayKey[]): Promise<void> {
  if (days.length === 0) return;
  await tx.execute(sql`
    DELETE FROM days d USING json_to_recordset(${JSON.stringify(days)}::text::json) AS v(employee uuid, day date)
    WHERE d.employee = v.employee AND d.day = v.day`);
}

/** @returns employee and day → digest of what is stored of it; empty where it was stored without one. */
async function readDigests(
  db: Pick<Database['db'], 'execute'>,
  judged: readonly JudgedDay[],
): Promise<Map<string, string>> {
  const digests = new Map<string, string>();
  if (judged.length === 0) return digests;
  const employees = [...new Set(judged.map(({ verdict }) => verdict.employee))];
  const days = judged.map(({ verdict }) => verdict.day).sort();
  const rows = await db.execute<{ employee: string; list: string }>(sql`
    SELECT employee, string_agg(day || coalesce(digest, ''), ' ') AS list FROM days
    WHERE employee = ANY (${idList(employees)})
      AND day BETWEEN ${days[0]}::date AND ${days.at(-1)}::date
    GROUP BY employee`);
  for (const { employee, list } of rows)
    for (const entry of list.split(' ')) digests.set(employee + entry.slice(0, 10), entry.slice(10));
  return digests;
}

/** All of a row that can change by itself, as COPY takes it. */
function lineOf({ verdict, opd, closesAtMs }: JudgedDay, asOfMs: number): string {
  const open = closesAtMs !== null && closesAtMs > asOfMs;
  const row = packVerdict(verdict);
  const detail = row.detail === null ? null : JSON.stringify(row.detail);
  const awaits = row.final ? null : awaitsOf(verdict.silentDoors, open);
  return (
    `${row.employee}\t${row.day}\t${opd}\t${row.status}\t${row.final}\t${row.phase}\t${instant(row.arrival)}\t` +
    `${instant(row.departure)}\t${row.late}\t${row.early}\t${copyValue(row.evidence)}\t${copyValue(row.schedule)}\t` +
    `${copyValue(row.clause)}\t${copyValue(detail)}\t${instant(closesAtMs)}\t${copyValue(awaits)}`
  );
}

function instant(atMs: number | null): string {
  return atMs === null ? '\\N' : new Date(atMs).toISOString();
}
