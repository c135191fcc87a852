import type { Database } from '../database/open-database.ts';
import { readDays } from '../days/read-days.ts';
import { readLetterhead } from '../letterheads/read-letterhead.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import type { DailyFacts } from './build-daily-list.ts';
import type { Office } from './read-office.ts';
import { readStayingPeople } from './recap-people.ts';
import { scheduleNames } from './schedule-names.ts';

interface DailyQuestion {
  /** Name of the local government. */
  readonly region: string;
  readonly office: Office;
  /** YYYY-MM-DD */
  readonly day: string;
  readonly now: Date;
  /** These alone, and whose staff they are. */
  readonly employees?: readonly string[] | undefined;
  readonly superior?: string | undefined;
}

/** Reads what an OPD's daily list says. @throws RulesError where no policy is in force on that day. */
export async function loadDailyList(
  db: Database['db'],
  { region, office, day, now, employees: wanted, superior }: DailyQuestion,
): Promise<DailyFacts> {
  const people = await readStayingPeople(db, { opd: office.id, employees: wanted }, day, day);
  const employees = people.map(({ employee }) => employee);
  const verdicts = await readDays(db, { employees, from: day, to: day, now });
  const { book } = await readPolicyBook(db);
  return {
    ...{ day, now, superior: superior ?? null },
    zone: office.zone,
    opdName: office.name,
    letterhead: await readLetterhead(db, region, office.id),
    rules: book.inForce('day', day).document,
    schedules: scheduleNames(book, day),
    people: people.map((person) => ({ ...person, verdict: verdicts.get(person.employee)?.[0] ?? null })),
  };
}
