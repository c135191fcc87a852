import type { Database } from '../database/open-database.ts';
import { monthDays } from '../rules/tpp/month-days.ts';
import { readFactsOfMonth, readMonthState } from './read-days-of-month.ts';
import type { Office } from './read-office.ts';
import type { RecapFacts, ReportSurroundings } from './recap-facts.ts';
import { readStayingPeople } from './recap-people.ts';
import { readSignatories } from './signatory-store.ts';

interface RecapQuestion {
  readonly region: string;
  readonly office: Office;
  /** YYYY-MM */
  readonly month: string;
  readonly now: Date;
  /** These alone. */
  readonly employees?: readonly string[] | undefined;
}

/** Reads all that an OPD's recap says. @throws RulesError where no policy is in force in that month. */
export async function loadRecap(
  db: Database['db'],
  { region, office, month, now, employees }: RecapQuestion,
): Promise<RecapFacts> {
  const days = monthDays(month);
  const [first, last] = [days[0] ?? month, days.at(-1) ?? month];
  const people = await readStayingPeople(db, { opd: office.id, employees }, first, last);
  const facts = await readFactsOfMonth(db, month, office.id, people, now);
  const { state, book } = await readMonthState(db, office.id, month, office.zone);
  const surroundings: ReportSurroundings = {
    region,
    now,
    zone: office.zone,
    signatories: await readSignatories(db, office.id),
  };
  return {
    ...surroundings,
    opdName: office.name,
    month,
    state,
    rules: book.inForce('day', last).document,
    tpp: book.inForce('tpp', last).document,
    people: people.map((person) => {
      const { verdicts = [], missedApel = [] } = facts.get(person.employee) ?? {};
      return { ...person, verdicts, missedApel };
    }),
  };
}
