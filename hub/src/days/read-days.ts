import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import type { DayVerdict } from '../rules/day/day-verdict.ts';
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
 * no place, or for which no policy holds, are not in the answer.
 */
export async function readDays(
  db: Reader,
  { employees, from, to, now = new Date() }: DaysQuestion,
): Promise<Map<string, DayVerdict[]>> {
  const days: string[] = [];
  for (let day = from; day <= to; day = shiftDay(day, 1)) days.push(day);
  const stored = await readStored(db, { employees, from, to });
  const missing = employees.flatMap((employee) =>
    days.filter((day) => !stored.has(`${employee} ${day}`)).map((day) => ({ employee, day })),
  );
  if (missing.length > 0) {
    const wanted = [...new Set(missing.map(({ employee }) => employee))];
    const dates = missing.map(({ day }) => day).sort();
    const { book } = await readPolicyBook(db);
    const judge = new DayJudge(await openFacts(db, wanted, dates[0] ?? from, dates.at(-1) ?? to), book, now);
    for (const { employee, day } of missing) {
      const judged = judge.judge(employee, day);
      if (judged !== null) stored.set(`${employee} ${day}`, judged.verdict);
    }
  }
  return new Map(
    employees.map((employee) => [
      employee,
      days.flatMap((day) => {
        const verdict = stored.get(`${employee} ${day}`);
        return verdict === undefined ? [] : [verdict];
      }),
    ]),
  );
}

/** Lists of one person's days: each column is one text, since a thousand rows cost more to bring over than to take apart. */
type Lists = Record<'employee' | keyof Omit<VerdictRow, 'employee' | 'final'>, string>;

const SEPARATOR = '\u001f';

async function readStored(
  db: Pick<Reader, 'execute'>,
  { employees, from, to }: DaysQuestion,
): Promise<Map<string, DayVerdict>> {
  const list = (column: SQL) => sql`string_agg(${column}, ${sql.raw("E'\\x1f'")})`;
  const ms = (column: SQL) => list(sql`coalesce(((date_part('epoch', ${column}) * 1000)::bigint)::text, '')`);
  const rows = await db.execute<Lists>(sql`
    SELECT d.employee, ${list(sql`d.day::text`)} AS day, ${list(sql`d.status`)} AS status,
      ${list(sql`d.phase`)} AS phase, ${ms(sql`d.arrival`)} AS arrival,
      ${ms(sql`d.departure`)} AS departure, ${list(sql`d.late::text`)} AS late, ${list(sql`d.early::text`)} AS early,
      ${list(sql`d.evidence`)} AS evidence, ${list(sql`d.schedule`)} AS schedule, ${list(sql`d.clause`)} AS clause,
      ${list(sql`coalesce(d.detail::text, '')`)} AS detail
    FROM days d
    WHERE d.employee IN (SELECT value::uuid FROM json_array_elements_text(${JSON.stringify(employees)}::text::json))
      AND d.day BETWEEN ${from}::date AND ${to}::date AND d.final
      AND NOT EXISTS (
        SELECT 1 FROM day_queue q WHERE q.employee = d.employee AND d.day BETWEEN q.from_day AND q.to_day
      )
    GROUP BY d.employee`);
  const stored = new Map<string, DayVerdict>();
  for (const row of rows) for (const verdict of verdictsOf(row)) stored.set(`${row.employee} ${verdict.day}`, verdict);
  return stored;
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
