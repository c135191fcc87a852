import { localDay } from '@hadir/shared/time/local-day';
import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import type { PolicyBook } from '../rules/policy/policy-book.ts';
import { DayJudge, type JudgedDay } from './day-judge.ts';
import { takeDaysLock } from './days-lock.ts';
import { readProgress } from './days-progress.ts';
import type { Stroke } from './judge-new-punches.ts';
import { openFacts } from './open-facts.ts';
import { shiftDay } from './shift-day.ts';
import { forgetDays, storeDays } from './store-days.ts';

const MOST_ROWS = 600;
const PEOPLE_AT_ONCE = 150;
/** Days of one stroke, as far as whole rows allow. */
const MOST_DAYS = 16_000;

/**
 * Judges what waits in the queue: first what little was touched, then what came in bulk. The rows are gone when, and
 * only when, what they asked for is stored.
 */
export function judgeQueuedDays(db: Database['db'], now: Date): Promise<Stroke> {
  return db.transaction(async (tx) => {
    if (!(await takeDaysLock(tx))) return { kind: 'elsewhere' };
    const { first } = await readProgress(tx, now);
    const taken = await takeRows(tx, first, localDay(now, 'Asia/Jayapura'));
    if (taken.length === 0) return { kind: 'done', judged: 0, changed: 0, more: false };
    const rows = [...taken, ...(await findOlder(tx, taken, first))];
    const { book, revision } = await readPolicyBook(tx);
    const unjudged: { employee: string; day: string }[] = [];
    let judged = 0;
    let changed = 0;
    // While one piece is written, the next is judged and the one after it is read: reading needs no part in the
    // transaction, since what the rows tell of was committed before they could be taken.
    let writing: Promise<number> = Promise.resolve(0);
    const pieces = [...piecesOf(rows)];
    const read = (at: number): Promise<Judged> => {
      const piece = pieces[at];
      const judging = piece === undefined ? Promise.resolve<Judged>([[], []]) : judgePiece(db, book, piece, now);
      judging.catch(() => undefined);
      return judging;
    };
    let reading = read(0);
    for (let at = 0; at < pieces.length; at++) {
      const own = reading;
      reading = read(at + 1);
      const [verdicts, missing] = await own.catch(async (error: unknown) => {
        await Promise.allSettled([writing, reading]);
        throw error;
      });
      judged += verdicts.length;
      unjudged.push(...missing);
      changed += await writing;
      writing = storeDays(tx, verdicts, { revision, asOf: now });
      // Whoever waits for it gets the error; until then it must not count as unheard.
      writing.catch(() => undefined);
    }
    changed += await writing;
    await forgetDays(tx, unjudged);
    return { kind: 'done', judged, changed, more: true };
  });
}

/** Employee → days, all of one month. */
type Piece = ReadonlyMap<string, ReadonlySet<string>>;

/** Verdicts, and the days of which none can be given. */
type Judged = [JudgedDay[], { employee: string; day: string }[]];

async function judgePiece(db: Database['db'], book: PolicyBook, piece: Piece, now: Date): Promise<Judged> {
  const days = [...new Set([...piece.values()].flatMap((own) => [...own]))].sort();
  const facts = await openFacts(db, [...piece.keys()], days[0] ?? '', days.at(-1) ?? '');
  const judge = new DayJudge(facts, book, now);
  const judged: JudgedDay[] = [];
  const unjudged: { employee: string; day: string }[] = [];
  for (const [employee, own] of piece)
    for (const day of own) {
      const posting = facts.postingOn(employee, day);
      if (posting !== null && day > localDay(now, posting.zone)) continue;
      const one = judge.judge(employee, day);
      if (one === null) unjudged.push({ employee, day });
      else judged.push(one);
    }
  return [judged, unjudged];
}

interface QueueRow {
  readonly employee: string;
  /** As it was asked for. */
  readonly asked: string;
  readonly from: string;
  readonly to: string;
}

/** Takes rows, cut to the days that are kept; such a row may be empty. */
async function takeRows(tx: Transaction, first: string, today: string): Promise<QueueRow[]> {
  return tx.execute<{ employee: string; asked: string; from: string; to: string }>(sql`
    WITH next AS (
      SELECT id, from_day, to_day, sum(greatest(to_day - from_day + 1, 1)) OVER (ORDER BY bulk, id)
        - greatest(to_day - from_day + 1, 1) AS before
      FROM (
        SELECT id, bulk, greatest(from_day, ${first}::date) AS from_day, least(to_day, ${today}::date) AS to_day
        FROM day_queue ORDER BY bulk, id LIMIT ${MOST_ROWS}
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
