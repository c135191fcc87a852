import { type SQL, sql } from 'drizzle-orm';
import { idList } from '../database/id-list.ts';
import type { Database } from '../database/open-database.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import type { DayVerdict } from '../rules/day/day-verdict.ts';
import { apart } from './apart.ts';
import { DayJudge } from './day-judge.ts';
import { openFacts } from './open-facts.ts';
import { shiftDay } from './shift-day.ts';
import { unpackVerdict, type VerdictRow } from './verdict-row.ts';

type Reader = Pick<Database['db'], 'select' | 'execute'>;

export interface DaysQuestion {
  readonly employees: readonly string[];
  /** First day, YYYY-MM-DD. */
  readonly from: string;
  /** Last day. */
  readonly to: string;
  /** Default: now. */
  readonly now?: Date;
}

/**
 * Verdicts by employee, in the order of days. What is stored and final is taken from there; a day that is open, waits
 * for a door, was touched and not judged since, or was never judged is judged here and now. Days on which somebody had
 * no place, for which no policy holds, or which his records do not let judge, are not in the answer.
 */
export async function readDays(
  db: Reader,
  { employees, from, to, now = new Date() }: DaysQuestion,
): Promise<Map<string, DayVerdict[]>> {
  const days: string[] = [];
  for (let day = from; day <= to; day = shiftDay(day, 1)) days.push(day);
  const stored = await readStored(db, { employees, from, to });
  const verdicts = new Map<string, DayVerdict[]>();
  const missing = new Map<string, string[]>();
  for (const employee of employees) {
    const own = stored.get(employee) ?? [];
    verdicts.set(employee, own);
    if (own.length === days.length) continue;
    const known = new Set(own.map(({ day }) => day));
    missing.set(
      employee,
      days.filter((day) => !known.has(day)),
    );
  }
  if (missing.size === 0) return verdicts;
  const wanted = [...missing.keys()];
  const dates = [...new Set([...missing.values()].flat())].sort();
  const { book } = await readPolicyBook(db);
  // Of whose records something is wrong there is no verdict here; the keeper, who tries the same, says so in the log.
  const { results } = await apart(wanted, async (people) => {
    const judge = new DayJudge(await openFacts(db, people, dates[0] ?? from, dates.at(-1) ?? to), book, now);
    return people.flatMap((employee) => (missing.get(employee) ?? []).map((day) => judge.judge(employee, day)));
  });
  for (const judged of results.flat()) if (judged !== null) verdicts.get(judged.verdict.employee)?.push(judged.verdict);
  for (const employee of wanted) verdicts.get(employee)?.sort((a, b) => (a.day < b.day ? -1 : 1));
  return verdicts;
}

/** Lists of one person's days: each column is one text, since a thousand rows cost more to bring over than to take apart. */
type Lists = Record<'employee' | keyof Omit<VerdictRow, 'employee' | 'final'>, string>;

const SEPARATOR = '\u001f';

async function readStored(
  db: Pick<Reader, 'execute'>,
  { employees, from, to }: DaysQuestion,
): Promise<Map<string, DayVerdict[]>> {
  const list = (column: SQL) => sql`string_agg(${column}, ${sql.raw("E'\\x1f'")} ORDER BY d.day)`;
  const ms = (column: SQL) => list(sql`coalesce(((date_part('epoch', ${column}) * 1000)::bigint)::text, '')`);
  const rows = await db.execute<Lists>(sql`
    SELECT d.employee, ${list(sql`d.day::text`)} AS day, ${list(sql`d.status`)} AS status,
      ${list(sql`d.phase`)} AS phase, ${ms(sql`d.arrival`)} AS arrival,
      ${ms(sql`d.departure`)} AS departure, ${list(sql`d.late::text`)} AS late, ${list(sql`d.early::text`)} AS early,
      ${list(sql`d.evidence`)} AS evidence, ${list(sql`d.schedule`)} AS schedule, ${list(sql`d.clause`)} AS clause,
      ${list(sql`coalesce(d.detail::text, '')`)} AS detail
    FROM days d
    WHERE d.employee = ANY (${idList(employees)})
      AND d.day BETWEEN ${from}::date AND ${to}::date AND d.final
      AND NOT EXISTS (
        SELECT 1 FROM day_queue q WHERE q.employee = d.employee AND d.day BETWEEN q.from_day AND q.to_day
      )
    GROUP BY d.employee`);
  return new Map(rows.map((row) => [row.employee, verdictsOf(row)]));
}

function verdictsOf(lists: Lists): DayVerdict[] {
  const { employee } = lists;
  const of = (name: keyof Lists) => lists[name].split(SEPARATOR);
  const [statuses, phases, arrivals, departures] = [of('status'), of('phase'), of('arrival'), of('departure')];
  const [lates, earlies, evidences, schedules] = [of('late'), of('early'), of('evidence'), of('schedule')];
  const [clauses, details] = [of('clause'), of('detail')];
  return of('day').map((day, index) =>
    unpackVerdict({
      employee,
      day,
      status: statuses[index] as VerdictRow['status'],
      final: true,
      phase: phases[index] as VerdictRow['phase'],
      arrival: numberOf(arrivals[index]),
      departure: numberOf(departures[index]),
      late: Number(lates[index]),
      early: Number(earlies[index]),
      evidence: evidences[index] ?? '',
      schedule: schedules[index] ?? '',
      clause: clauses[index] ?? '',
      detail: details[index] ? JSON.parse(details[index]) : null,
    }),
  );
}

function numberOf(text: string | undefined): number | null {
  return text === undefined || text === '' ? null : Number(text);
}
