import { sql } from 'drizzle-orm';
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

async function readStored(
  db: Pick<Reader, 'execute'>,
  { employees, from, to }: DaysQuestion,
): Promise<Map<string, DayVerdict>> {
  const rows = await db.execute<{ [Field in keyof VerdictRow]: VerdictRow[Field] }>(sql`
    SELECT d.employee, d.day::text, d.status, d.final, d.phase,
      (extract(epoch FROM d.arrival) * 1000)::float8 AS arrival,
      (extract(epoch FROM d.departure) * 1000)::float8 AS departure,
      d.late, d.early, d.evidence, d.schedule, d.clause, d.detail
    FROM days d
    WHERE d.employee IN (SELECT value::uuid FROM json_array_elements_text(${JSON.stringify(employees)}::text::json))
      AND d.day BETWEEN ${from}::date AND ${to}::date AND d.final
      AND NOT EXISTS (
        SELECT 1 FROM day_queue q WHERE q.employee = d.employee AND d.day BETWEEN q.from_day AND q.to_day
      )`);
  return new Map(rows.map((row) => [`${row.employee} ${row.day}`, unpackVerdict(row)]));
}
