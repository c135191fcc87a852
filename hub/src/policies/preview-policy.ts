import type { PolicyPreview } from '@hadir/shared/api/policies';
import type { PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import { and, asc, eq } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { employees, opds } from '../database/schema.ts';
import { DayJudge } from '../days/day-judge.ts';
import { openFacts } from '../days/open-facts.ts';
import type { DayVerdict } from '../rules/day/day-verdict.ts';
import { openTrialBook } from '../tpp/trial-book.ts';
import { readPolicyBook } from './read-policy-book.ts';

const AT_ONCE = 500;
const MOST_SHOWN = 100;

/**
 * Judges one day of everybody by the policies in force, and again as if an edition had been in force on it: what comes
 * into force in a month can be tried on a day that has been.
 */
export async function previewPolicy(
  db: Database['db'],
  {
    edition,
    day,
    opd,
    now,
  }: {
    edition: PolicyEdition;
    day: string;
    opd: string | undefined;
    now: Date;
  },
): Promise<PolicyPreview> {
  const { book: before } = await readPolicyBook(db);
  // Of a calendar the first day says nothing about which days it decides, only which of two decides.
  const after = await openTrialBook(db, edition, edition.kind === 'calendar' ? edition.effectiveFrom : day);
  const people = await db
    .select({ employee: employees.id, name: employees.name, opdName: opds.name })
    .from(employees)
    .innerJoin(opds, eq(opds.id, employees.opd))
    .where(and(eq(employees.active, true), opd === undefined ? undefined : eq(employees.opd, opd)))
    .orderBy(asc(employees.name), asc(employees.id));
  const preview: PolicyPreview = { day, compared: 0, changed: 0, people: [] };
  for (let from = 0; from < people.length; from += AT_ONCE) {
    const chunk = people.slice(from, from + AT_ONCE);
    const facts = await openFacts(
      db,
      chunk.map(({ employee }) => employee),
      day,
      day,
    );
    const judges = [before, after].map((book) => new DayJudge(facts, book, now));
    for (const person of chunk) {
      const [was, becomes] = judges.map((judge) => inWords(judge, person.employee, day)) as [string, string];
      preview.compared += 1;
      if (was === becomes) continue;
      preview.changed += 1;
      if (preview.people.length < MOST_SHOWN) preview.people.push({ ...person, before: was, after: becomes });
    }
  }
  return preview;
}

function inWords(judge: DayJudge, employee: string, day: string): string {
  const verdict = judge.judge(employee, day)?.verdict;
  const policy = judge.policyOf(employee, day);
  if (verdict === undefined || policy === null) return '–';
  const { letter } = policy.rules.labels[verdict.status];
  return [letter, ...minutesOf(verdict), ...verdict.events.map(({ code }) => code)].join(' ');
}

function minutesOf({ lateMinutes, earlyMinutes }: DayVerdict): string[] {
  return [lateMinutes > 0 ? `+${lateMinutes}′` : '', earlyMinutes > 0 ? `−${earlyMinutes}′` : ''].filter(Boolean);
}
