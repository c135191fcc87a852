import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import type { CasePolicies } from '../rules/discipline/plan-cases.ts';

export interface Person {
  readonly employee: string;
  /** Where he belonged last in the year. */
  readonly opd: string;
  readonly kind: 'PNS' | 'PPPK';
}

interface Question {
  readonly year: number;
  /** Last day that counts, YYYY-MM-DD. */
  readonly until: string;
  readonly opd?: string | undefined;
  readonly employee?: string | undefined;
  readonly policies: CasePolicies;
  /** Only those with a case that goes on. */
  readonly casesOnly: boolean;
}

type Db = Pick<Database['db'], 'execute'>;

/**
 * Those of whom the rules may ask for something: whoever has a case that is not dealt with, and whoever missed as many
 * days as the lowest limit asks for by what is kept of them, or could have on days that are not kept or wait to be
 * judged again.
 */
export async function peopleToLookAt(db: Db, question: Question): Promise<Person[]> {
  const { year, until, policies, casesOnly } = question;
  const { latenessMinutesPerDay, trialCounts } = policies.discipline;
  const withCase = sql`EXISTS (
    SELECT 1 FROM discipline_cases c WHERE c.employee = s.employee
      AND c.state IN ('proposed', 'open', 'decided', 'delivered') AND c.year = ${year})`;
  if (casesOnly) return people(db, sql`${staff(question)} SELECT s.* FROM staff s WHERE ${withCase}`);
  const from = `${year - 1}-12-01`;
  // Of a part of the staff only their own days are looked through.
  const part = (question.opd ?? question.employee) ? sql`JOIN staff o ON o.employee = d.employee` : sql``;
  const notKept = await countDaysNotKept(db, from, until);
  const minutes =
    latenessMinutesPerDay === null
      ? sql`0`
      : sql`(sum(d.late + d.early) FILTER (WHERE ${counts(trialCounts)}) / ${latenessMinutesPerDay.minutes}::int)`;
  return people(
    db,
    sql`${staff(question)}, kept AS (
      SELECT d.employee, count(*) FILTER (WHERE d.status = 'absent' AND ${counts(trialCounts)}) + ${minutes} AS days
      FROM days d ${part} WHERE d.day BETWEEN ${from}::date AND ${until}::date GROUP BY d.employee
    ), queued AS (
      SELECT DISTINCT q.employee FROM day_queue q WHERE q.from_day <= ${until}::date AND NOT q.bulk
    )
    SELECT s.* FROM staff s
    LEFT JOIN kept k ON k.employee = s.employee LEFT JOIN queued q ON q.employee = s.employee
    WHERE coalesce(k.days, 0) + ${notKept} >= ${lowestLimit(policies)} OR q.employee IS NOT NULL OR ${withCase}`,
  );
}

/**
 * On how many days somebody may have been absent although the day is kept for nobody: those on which a unit served a
 * door already and the hub did not keep days yet, and those that were not begun yet. Without a door that delivered
 * nobody is absent.
 */
async function countDaysNotKept(db: Db, from: string, until: string): Promise<number> {
  const [row] = await db.execute<{ n: number }>(sql`
    WITH kept AS (
      SELECT (value->>'first')::date AS first, (SELECT min(day::date) FROM jsonb_each_text(value->'begun') b(zone, day)) AS last
      FROM settings WHERE name = 'days-progress'
    ), served AS (
      SELECT greatest(${from}::date, min(since)::date) AS first FROM bindings
    )
    SELECT count(*)::int AS n FROM served, generate_series(served.first, ${until}::date, interval '1 day') AS d(day)
    WHERE NOT EXISTS (SELECT 1 FROM kept WHERE d.day BETWEEN kept.first AND kept.last)`);
  return row?.n ?? 0;
}

/** How many people belong to what is asked about. */
export async function countStaff(db: Db, question: Omit<Question, 'casesOnly' | 'policies'>): Promise<number> {
  const [row] = await db.execute<{ n: number }>(sql`${staff(question)} SELECT count(*)::int AS n FROM staff`);
  return row?.n ?? 0;
}

function counts(trialCounts: boolean): SQL {
  return trialCounts ? sql`d.phase IN ('live', 'trial')` : sql`d.phase = 'live'`;
}

function staff({ year, until, opd, employee }: Omit<Question, 'casesOnly' | 'policies'>): SQL {
  return sql`WITH staff AS (
    SELECT * FROM (
      SELECT DISTINCT ON (p.employee) p.employee, p.opd, e.kind
      FROM postings p JOIN employees e ON e.id = p.employee
      WHERE p.from_day <= ${until}::date AND (p.to_day IS NULL OR p.to_day >= ${`${year}-01-01`}::date)
        ${employee === undefined ? sql`` : sql`AND p.employee = ${employee}::uuid`}
      ORDER BY p.employee, p.from_day DESC
    ) last ${opd === undefined ? sql`` : sql`WHERE last.opd = ${opd}::uuid`}
  )`;
}

function lowestLimit({ discipline: { PNS, PPPK }, clarification }: CasePolicies): number {
  const limits = [PNS, PPPK].flatMap(({ steps, inARow }) => [steps[0]?.fromDays, inARow?.days]);
  return Math.min(...[...limits, clarification?.warnAfterDays].filter((limit) => limit !== undefined));
}

async function people(db: Db, query: SQL): Promise<Person[]> {
  const rows = await db.execute<{ employee: string; opd: string; kind: 'PNS' | 'PPPK' }>(query);
  return rows.map((row) => ({ ...row }));
}
