import { localDay, type Zone } from '@hadir/shared/time/local-day';
import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { readAhead } from '../database/read-ahead.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import type { PolicyBook } from '../rules/policy/policy-book.ts';
import { apart } from './apart.ts';
import { DayJudge, type JudgedDay } from './day-judge.ts';
import { takeDaysLock } from './days-lock.ts';
import { readProgress } from './days-progress.ts';
import type { FailedDays, Stroke } from './judge-new-punches.ts';
import { openFacts } from './open-facts.ts';
import { shiftDay } from './shift-day.ts';
import { compareDays, type DayChanges, forgetDays, storeDays } from './store-days.ts';

const MOST_ROWS = 2_000;
const PEOPLE_AT_ONCE = 150;
/** Days of one stroke, as far as whole rows allow. */
const MOST_DAYS = 48_000;
const RETRY_AFTER_MS = 10 * 60_000;

/**
 * Judges what waits in the queue: first what little was touched, then what came in bulk. The rows are gone when, and
 * only when, what they asked for is stored.
 */
export function judgeQueuedDays(db: Database['db'], now: Date): Promise<Stroke> {
  return db.transaction(async (tx) => {
    if (!(await takeDaysLock(tx))) return { kind: 'elsewhere' };
    const { first } = await readProgress(tx, now);
    const taken = await takeRows(tx, first, localDay(now, 'Asia/Jayapura'), now);
    if (taken.length === 0) return { kind: 'done', judged: 0, changed: 0, failed: [], more: false };
    const rows = [...taken, ...(await findOlder(tx, taken, first))];
    const { book, revision } = await readPolicyBook(tx);
    let judged = 0;
    let changed = 0;
    // While one piece is written, others are read and judged: that needs no part in the transaction, since what the
    // rows tell of was committed before they could be taken, and nobody else stores days as long as it runs.
    const failed: FailedDays[] = [];
    const judging = readAhead([...piecesOf(rows)], async (piece) => {
      const judge = (people: readonly string[]) => judgePiece(db, { book, revision }, { piece, people }, now);
      return { piece, ...(await apart([...piece.keys()], judge)) };
    });
    for await (const { piece, results, failed: troubled } of judging) {
      for (const result of results) {
        judged += result.judged;
        changed += await storeDays(tx, result.changes);
        await forgetDays(tx, result.unjudged);
      }
      for (const { employee, error } of troubled) {
        const days = [...(piece.get(employee) ?? [])].sort();
        failed.push({ employee, from: days[0] ?? '', to: days.at(-1) ?? '', error });
      }
    }
    await putBack(tx, failed, now);
    return { kind: 'done', judged, changed, failed, more: true };
  });
}

/** Employee → days, all of one month. */
type Piece = ReadonlyMap<string, ReadonlySet<string>>;

interface JudgedPiece {
  readonly judged: number;
  readonly changes: DayChanges;
  /** Days of which no verdict can be given. */
  readonly unjudged: readonly { readonly employee: string; readonly day: string }[];
}

async function judgePiece(
  db: Database['db'],
  { book, revision }: { readonly book: PolicyBook; readonly revision: number },
  { piece, people }: { readonly piece: Piece; readonly people: readonly string[] },
  now: Date,
): Promise<JudgedPiece> {
  const days = [...new Set([...piece.values()].flatMap((own) => [...own]))].sort();
  const facts = await openFacts(db, people, days[0] ?? '', days.at(-1) ?? '');
  const judge = new DayJudge(facts, book, now);
  const judged: JudgedDay[] = [];
  const unjudged: { employee: string; day: string }[] = [];
  const today = new Map<Zone, string>();
  for (const employee of people)
    for (const day of piece.get(employee) ?? []) {
      const zone = facts.postingOn(employee, day)?.zone;
      if (zone !== undefined && day > todayIn(zone, now, today)) continue;
      const one = judge.judge(employee, day);
      if (one === null) unjudged.push({ employee, day });
      else judged.push(one);
    }
  return { judged: judged.length, changes: await compareDays(db, judged, { revision, asOf: now }), unjudged };
}

/** Finding a zone's date costs as much as judging a day. */
function todayIn(zone: Zone, now: Date, known: Map<Zone, string>): string {
  const today = known.get(zone) ?? localDay(now, zone);
  known.set(zone, today);
  return today;
}

interface QueueRow {
  readonly employee: string;
  /** As it was asked for. */
  readonly asked: string;
  readonly from: string;
  readonly to: string;
}

/** What failed is tried again, but does not stand in the way of the rest until then. */
async function putBack(tx: Transaction, failed: readonly FailedDays[], now: Date): Promise<void> {
  if (failed.length === 0) return;
  const rows = failed.map(({ employee, from, to }) => ({ employee, from, to }));
  const retryAt = new Date(now.getTime() + RETRY_AFTER_MS).toISOString();
  await tx.execute(sql`
    INSERT INTO day_queue (employee, from_day, to_day, bulk, retry_at)
    SELECT r.employee, r."from", r."to", true, ${retryAt}::timestamptz
    FROM json_to_recordset(${JSON.stringify(rows)}::text::json) AS r(employee uuid, "from" date, "to" date)`);
}

/** Takes rows, cut to the days that are kept; such a row may be empty. */
async function takeRows(tx: Transaction, first: string, today: string, now: Date): Promise<QueueRow[]> {
  return tx.execute<{ employee: string; asked: string; from: string; to: string }>(sql`
    WITH next AS (
      SELECT id, from_day, to_day, sum(greatest(to_day - from_day + 1, 1)) OVER (ORDER BY bulk, id)
        - greatest(to_day - from_day + 1, 1) AS before
      FROM (
        SELECT id, bulk, greatest(from_day, ${first}::date) AS from_day, least(to_day, ${today}::date) AS to_day
        FROM day_queue WHERE retry_at IS NULL OR retry_at <= ${now.toISOString()}::timestamptz
        ORDER BY bulk, id LIMIT ${MOST_ROWS}
      ) q
    )
    DELETE FROM day_queue d USING next WHERE d.id = next.id AND next.before < ${MOST_DAYS}
    RETURNING d.employee, d.from_day::text AS asked, next.from_day::text AS "from", next.to_day::text AS "to"`);
}

/** Before the first day that is kept for everybody there are only those days of which a late journal told. */
async function findOlder(tx: Transaction, rows: readonly QueueRow[], first: string): Promise<QueueRow[]> {
  const older = rows.filter(({ asked }) => asked < first);
  if (older.length === 0) return [];
  return tx.execute<{ employee: string; asked: string; from: string; to: string }>(sql`
    SELECT d.employee, d.day::text AS asked, d.day::text AS "from", d.day::text AS "to"
    FROM (
      SELECT employee, min(asked) AS asked
      FROM json_to_recordset(${JSON.stringify(older)}::text::json) AS r(employee uuid, asked date) GROUP BY employee
    ) r JOIN days d ON d.employee = r.employee AND d.day >= r.asked AND d.day < ${first}::date`);
}

function* piecesOf(rows: readonly QueueRow[]): Generator<Piece> {
  for (const people of byMonth(rows).values()) {
    const all = [...people];
    for (let at = 0; at < all.length; at += PEOPLE_AT_ONCE) yield new Map(all.slice(at, at + PEOPLE_AT_ONCE));
  }
}

/** Month → employee → days. */
function byMonth(rows: readonly QueueRow[]): Map<string, Map<string, Set<string>>> {
  const months = new Map<string, Map<string, Set<string>>>();
  for (const { employee, from, to } of rows)
    for (let day = from; day <= to; day = shiftDay(day, 1)) {
      const month = day.slice(0, 7);
      const people = months.get(month) ?? new Map<string, Set<string>>();
      months.set(month, people);
      const days = people.get(employee) ?? new Set<string>();
      people.set(employee, days.add(day));
    }
  return months;
}
