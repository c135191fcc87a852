import type { ClarificationDocument } from '@hadir/shared/api/policies/clarification-policy';
import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { readDays } from '../days/read-days.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import { countAbsences } from '../rules/discipline/count-absences.ts';
import { type CasePlan, type CasePolicies, planCases } from '../rules/discipline/plan-cases.ts';
import type { PolicyBook } from '../rules/policy/policy-book.ts';
import { RulesError } from '../rules/policy/rules-error.ts';
import { applyPlans, lockCases } from './apply-plans.ts';

export interface Evaluated {
  readonly people: number;
  readonly proposed: number;
  readonly changed: number;
  readonly groundless: number;
}

/** A year of days of so many people is in memory at once. */
const AT_ONCE = 50;

type Person = { employee: string; opd: string; kind: 'PNS' | 'PPPK'; [column: string]: unknown };

/**
 * Compares the days of the year with the cases that there are and proposes, changes or marks what follows. Whatever
 * happens in between, doing it again comes to the same.
 * @param today YYYY-MM-DD; in the first quarter the year before is looked at too, since late journals still change it.
 */
export async function evaluateCases(db: Database['db'], today: string, now: Date, opd?: string): Promise<Evaluated> {
  const year = Number(today.slice(0, 4));
  const years = today.slice(5, 7) <= '03' ? [year - 1, year] : [year];
  let total: Evaluated = { people: 0, proposed: 0, changed: 0, groundless: 0 };
  for (const each of years) total = add(total, await evaluateYear(db, each, today, now, opd));
  return total;
}

async function evaluateYear(
  db: Database['db'],
  year: number,
  today: string,
  now: Date,
  opd: string | undefined,
): Promise<Evaluated> {
  const until = today < `${year}-12-31` ? today : `${year}-12-31`;
  const { book } = await readPolicyBook(db);
  const policies = policiesOn(book, until);
  if (policies === null) return { people: 0, proposed: 0, changed: 0, groundless: 0 };
  const people = await peopleToLookAt(db, year, until, opd, policies.discipline.latenessMinutesPerDay !== null);
  const done: CasePlan['do'][] = [];
  for (let at = 0; at < people.length; at += AT_ONCE) {
    const chunk = people.slice(at, at + AT_ONCE);
    const employees = chunk.map(({ employee }) => employee);
    // A run that began in December counts with its beginning.
    const days = await readDays(db, { employees, from: `${year - 1}-12-01`, to: until, now });
    for (const { employee, opd: office, kind } of chunk) {
      const absences = countAbsences(days.get(employee) ?? [], year, policies.discipline);
      const subject = { employee, opd: office, year };
      await db.transaction(async (tx) => {
        const plans = planCases(absences, kind, await lockCases(tx, subject), policies, today);
        await applyPlans(tx, subject, plans, today, now);
        done.push(...plans.map((plan) => plan.do));
      });
    }
  }
  const count = (...kinds: CasePlan['do'][]) => done.filter((each) => kinds.includes(each)).length;
  return {
    people: people.length,
    proposed: count('propose', 'warn', 'propose-superior'),
    changed: count('change', 'grounded'),
    groundless: count('groundless'),
  };
}

/**
 * Those with a case, and those whose stored days hold an absence or do not cover the year so far. Whoever was there on
 * all his days asks for nothing and is not read.
 */
async function peopleToLookAt(
  db: Database['db'],
  year: number,
  until: string,
  opd: string | undefined,
  latenessCounts: boolean,
): Promise<Person[]> {
  const first = `${year}-01-01`;
  const noted = latenessCounts ? sql`d.status = 'absent' OR d.late > 0 OR d.early > 0` : sql`d.status = 'absent'`;
  const rows = await db.execute<Person>(sql`
    SELECT DISTINCT ON (p.employee) p.employee, p.opd, e.kind
    FROM postings p JOIN employees e ON e.id = p.employee
    LEFT JOIN (
      SELECT d.employee, count(*)::int AS stored, count(*) FILTER (WHERE ${noted} OR NOT d.final)::int AS noted
      FROM days d WHERE d.day BETWEEN ${first}::date AND ${until}::date GROUP BY d.employee
    ) n ON n.employee = p.employee
    WHERE p.from_day <= ${until}::date AND (p.to_day IS NULL OR p.to_day >= ${first}::date)
      ${opd === undefined ? sql`` : sql`AND p.opd = ${opd}::uuid`}
      AND (n.stored IS NULL OR n.noted > 0 OR n.stored < ${until}::date - ${first}::date + 1
        OR EXISTS (SELECT 1 FROM discipline_cases c WHERE c.employee = p.employee AND c.year = ${year}))
    ORDER BY p.employee, p.from_day DESC`);
  return rows.map((row) => ({ ...row }));
}

/** @returns null where no discipline policy is in force on that day. */
export function policiesOn(book: PolicyBook, day: string): CasePolicies | null {
  const discipline = tryPolicy(() => book.inForce('discipline', day).document);
  if (discipline === null) return null;
  const clarification = tryPolicy((): ClarificationDocument => book.inForce('clarification', day).document);
  return { discipline, clarification, isOfficeDay: (each) => book.isOfficeDay(each) };
}

function tryPolicy<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof RulesError && error.code === 'no-policy') return null;
    throw error;
  }
}

function add(a: Evaluated, b: Evaluated): Evaluated {
  return {
    people: a.people + b.people,
    proposed: a.proposed + b.proposed,
    changed: a.changed + b.changed,
    groundless: a.groundless + b.groundless,
  };
}
