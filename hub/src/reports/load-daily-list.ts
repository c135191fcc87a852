import type { Database } from '../database/open-database.ts';
import { readDays } from '../days/read-days.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import type { DailyFacts } from './build-daily-list.ts';
import type { Office } from './read-office.ts';
import { readStayingPeople } from './recap-people.ts';
import { readSignatories } from './signatory-store.ts';

interface DailyQuestion {
  readonly region: string;
  readonly office: Office;
  /** YYYY-MM-DD */
  readonly day: string;
  readonly now: Date;
}

/** Reads what an OPD's daily list says. @throws RulesError where no policy is in force on that day. */
export async function loadDailyList(
  db: Database['db'],
  { region, office, day, now }: DailyQuestion,
): Promise<DailyFacts> {
  const people = await readStayingPeople(db, { opd: office.id }, day, day);
  const employees = people.map(({ employee }) => employee);
  const verdicts = await readDays(db, { employees, from: day, to: day, now });
  const { book } = await readPolicyBook(db);
  return {
    ...{ region, day, now },
    zone: office.zone,
    opdName: office.name,
    signatories: await readSignatories(db, office.id),
    rules: book.inForce('day', day).document,
    people: people.map((person) => ({ ...person, verdict: verdicts.get(person.employee)?.[0] ?? null })),
  };
}
