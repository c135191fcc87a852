import type { LeaveKind } from '@hadir/shared/api/policies/leave-policy';
import type { RequestSubject } from '@hadir/shared/api/requests';
import type { Database } from '../database/open-database.ts';
import { addMonths } from '../rules/leave/add-months.ts';
import type { PolicyBook } from '../rules/policy/policy-book.ts';
import { type LeaveTaker, readLeaveUse } from './leave-use.ts';
import type { RequestFacts } from './request-facts.ts';
import { halvesOf, type WorkCalendar } from './work-calendar.ts';

interface Question {
  readonly book: PolicyBook;
  /** Of this person, over the range at least. */
  readonly calendar: WorkCalendar;
  readonly person: LeaveTaker;
  readonly leave: LeaveKind | null;
  readonly subject: RequestSubject;
  readonly from: string;
  readonly to: string;
  /** A request that is being changed, and counts as if it were not there. */
  readonly id: string | null;
  /** First year of which all leave is recorded here. */
  readonly years: number;
}

type Weighed = Pick<RequestFacts, 'halves' | 'balances' | 'months' | 'occasion'>;

/** What the request takes, and what of the kind was taken and asked for before. */
export async function weighQuota(
  db: Pick<Database['db'], 'select' | 'execute'>,
  { book, calendar, person, leave, subject, from, to, id, years }: Question,
): Promise<Weighed> {
  const part = subject.kind === 'absence' ? subject.part : 'day';
  const taking = (first: string, last: string) => halvesOf(calendar.count(person.id, first, last), part);
  const halves = taking(from, to);
  const nothing: Weighed = { halves, balances: [], months: [], occasion: { from, to, otherHalves: 0 } };
  if (leave === null || !isLimited(leave)) return nothing;
  const use = await readLeaveUse(db, book, person, years, id, [from, to]);
  const wantedIn = (first: string, last: string) => {
    const [begin = from] = [from, first].sort().reverse();
    const [end = to] = [to, last].sort();
    return begin > end ? 0 : (taking(begin, end) ?? 0);
  };
  const wantedInYear = (year: number) => wantedIn(`${year}-01-01`, `${year}-12-31`);
  const lastYear = Math.max(Number(to.slice(0, 4)), use.lastYear(leave.code));
  const balances: Weighed['balances'][number][] = [];
  for (let year = Number(from.slice(0, 4)); year <= lastYear; year += 1) {
    const before = use.balance(leave, year);
    const after = use.balance(leave, year, wantedInYear);
    if (before !== null && after !== null) balances.push({ year, before, after, halves: wantedInYear(year) });
  }
  const months: Weighed['months'][number][] = [];
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = addMonths(`${month}-01`, 1).slice(0, 7))
    months.push({
      month,
      halves: use.monthHalves(leave.code, month),
      wanted: wantedIn(`${month}-01`, `${month}-31`),
    });
  return { halves, balances, months, occasion: use.occasion(leave.code, from, to) };
}

/** Whether what was taken before matters at all. */
function isLimited({ quota, stricterEvidenceOverDays }: LeaveKind): boolean {
  return quota.days !== null || quota.months !== null || stricterEvidenceOverDays !== null;
}
