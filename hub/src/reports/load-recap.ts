import type { Database } from '../database/open-database.ts';
import { readLetterhead } from '../letterheads/read-letterhead.ts';
import { monthDays } from '../rules/tpp/month-days.ts';
import { readFactsOfMonth, readMonthState } from './read-days-of-month.ts';
import type { Office } from './read-office.ts';
import type { RecapFacts, ReportSurroundings } from './recap-facts.ts';
import { readStayingPeople } from './recap-people.ts';
import { scheduleNames } from './schedule-names.ts';

interface RecapQuestion {
  /** Name of the local government. */
  readonly region: string;
  readonly office: Office;
  /** YYYY-MM */
  readonly month: string;
  readonly now: Date;
  /** These alone. */
  readonly employees?: readonly string[] | undefined;
  /** Whose staff these are, where that is what they are chosen by. */
  readonly superior?: string | undefined;
}

/** Reads all that an OPD's recap says. @throws RulesError where no policy is in force in that month. */
export async function loadRecap(
  db: Database['db'],
  { region, office, month, now, employees, superior }: RecapQuestion,
): Promise<RecapFacts> {
  const days = monthDays(month);
  const [first, last] = [days[0] ?? month, days.at(-1) ?? month];
  const people = await readStayingPeople(db, { opd: office.id, employees }, first, last);
  const facts = await readFactsOfMonth(db, month, office.id, people, now);
  const { state, book } = await readMonthState(db, office.id, month, office.zone);
  const surroundings: ReportSurroundings = {
    now,
    zone: office.zone,
    letterhead: await readLetterhead(db, region, office.id),
  };
  return {
    ...surroundings,
    opdName: office.name,
    superior: superior ?? null,
    month,
    state,
    rules: book.inForce('day', last).document,
    tpp: book.inForce('tpp', last).document,
    schedules: scheduleNames(book, last),
    people: people.map((person) => {
      const { verdicts = [], missedApel = [], manipulation = [], corrected = false } = facts.get(person.employee) ?? {};
      return { ...person, verdicts, missedApel, corrected, manipulated: manipulation.length > 0 };
    }),
  };
}
