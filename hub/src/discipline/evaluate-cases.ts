import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { readDays } from '../days/read-days.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import type { DayVerdict } from '../rules/day/day-verdict.ts';
import { countAbsences } from '../rules/discipline/count-absences.ts';
import { type CasePlan, type CasePolicies, planCases } from '../rules/discipline/plan-cases.ts';
import { applyPlans } from './apply-plans.ts';
import { toKnownCase } from './case-record.ts';
import { findSuperior } from './find-superior.ts';
import { countStaff, type Person, peopleToLookAt } from './people-to-look-at.ts';
import { policiesOn } from './policies-on.ts';
import { readStoredCases, type StoredCase } from './stored-cases.ts';

export interface Evaluated {
  /** Whose days were compared with the limits. */
  readonly people: number;
  readonly proposed: number;
  readonly changed: number;
  readonly groundless: number;
}

/** A year of days of so many people is in memory at once. */
const AT_ONCE = 50;

interface Wanted {
  readonly opd?: string | undefined;
  readonly employee?: string | undefined;
  /** Only the cases of this year. */
  readonly year?: number | undefined;
}

/**
 * Compares the days of the year with the cases that there are and proposes, changes or marks what follows. Whatever
 * happens in between, doing it again comes to the same.
 * @param today YYYY-MM-DD; in the first quarter the year before is looked at whole, since late journals still change
 *   it, and later as far as it has cases that are not dealt with
 */
export async function evaluateCases(
  db: Database['db'],
  today: string,
  now: Date,
  { year: only, ...wanted }: Wanted = {},
): Promise<Evaluated> {
  const { book } = await readPolicyBook(db);
  const thisYear = Number(today.slice(0, 4));
  const done: CasePlan['do'][] = [];
  for (const year of only === undefined ? await yearsToLookAt(db, thisYear) : [only]) {
    const until = year === thisYear ? today : `${year}-12-31`;
    const policies = policiesOn(book, until);
    if (policies === null) continue;
    const casesOnly = year < thisYear - 1 || (year < thisYear && today.slice(5, 7) > '03');
    const people = await peopleToLookAt(db, { ...wanted, year, until, policies, casesOnly });
    for (let at = 0; at < people.length; at += AT_ONCE)
      done.push(...(await evaluateSome(db, people.slice(at, at + AT_ONCE), { year, until, today, now, policies })));
  }
  const count = (...kinds: CasePlan['do'][]) => done.filter((each) => kinds.includes(each)).length;
  return {
    people: await countStaff(db, { ...wanted, year: thisYear, until: today }),
    proposed: count('propose', 'warn', 'propose-superior'),
    changed: count('change', 'grounded'),
    groundless: count('groundless'),
  };
}

/** This year, the one before, and older ones with cases that are not dealt with. */
async function yearsToLookAt(db: Database['db'], thisYear: number): Promise<number[]> {
  const rows = await db.execute<{ year: number }>(sql`
    SELECT DISTINCT year FROM discipline_cases
    WHERE year < ${thisYear - 1} AND state IN ('proposed', 'open', 'decided') ORDER BY year`);
  return [...rows.map(({ year }) => year), thisYear - 1, thisYear];
}

interface Question {
  readonly year: number;
  /** Its last day so far. */
  readonly until: string;
  readonly today: string;
  readonly now: Date;
  readonly policies: CasePolicies;
}

/** What is planned without holding anybody off is planned again, held, before it is done. */
async function evaluateSome(
  db: Database['db'],
  people: readonly Person[],
  question: Question,
): Promise<CasePlan['do'][]> {
  const { year, until, now } = question;
  const employees = people.map(({ employee }) => employee);
  const stored = await readStoredCases(db, employees, year);
  // A run that began in December counts with its beginning.
  const days = await readDays(db, { employees, from: `${year - 1}-12-01`, to: until, now });
  const done: CasePlan['do'][] = [];
  for (const person of people) {
    const verdicts = days.get(person.employee) ?? [];
    // Where nothing can be judged, for a record that cannot be read say, nothing has fallen away.
    if (verdicts.length === 0) continue;
    const plans = plan(person, verdicts, stored.get(person.employee) ?? [], question, null);
    if (plans.length === 0) continue;
    done.push(...(await db.transaction((tx) => planAgainAndApply(tx, person, verdicts, question))));
  }
  return done;
}

async function planAgainAndApply(
  tx: Transaction,
  person: Person,
  verdicts: readonly DayVerdict[],
  question: Question,
): Promise<CasePlan['do'][]> {
  const { employee, opd } = person;
  const { year, today, now } = question;
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`discipline ${employee}`}, 0))`);
  // Nobody accepts or decides between what is read and what follows from it.
  await tx.execute(sql`
    SELECT id FROM discipline_cases WHERE employee = ${employee}::uuid AND year = ${year} ORDER BY id FOR UPDATE`);
  const stored = (await readStoredCases(tx, [employee], year)).get(employee) ?? [];
  const superior = await findSuperior(tx, employee, today);
  // Where nobody knows who the superior is there is nobody to propose a case against; it is tried again every night.
  const plans = plan(person, verdicts, stored, question, superior?.since ?? null).filter(
    (each) => each.do !== 'propose-superior' || superior !== null,
  );
  return applyPlans(tx, { employee, opd, year, superior, verdicts }, plans, today, now);
}

function plan(
  { kind }: Person,
  verdicts: readonly DayVerdict[],
  stored: readonly StoredCase[],
  { year, today, policies }: Question,
  superiorSince: string | null,
): CasePlan[] {
  const absences = countAbsences(verdicts, year, policies.discipline);
  const cases = stored.map(({ row, events }) => toKnownCase(row, events, superiorSince));
  return planCases(absences, kind, cases, policies, today);
}
