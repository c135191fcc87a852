import type { LeaveKind } from '@hadir/shared/api/policies/leave-policy';
import type { DayPart } from '@hadir/shared/api/requests';
import { parseNip } from '@hadir/shared/people/nip';
import { eq, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { leaveBalances } from '../database/tables/requests.ts';
import { addDays } from '../rules/discipline/working-days.ts';
import { addMonths } from '../rules/leave/add-months.ts';
import { type LeaveYear, leaveBalance, type YearBalance } from '../rules/leave/leave-balance.ts';
import type { PolicyBook } from '../rules/policy/policy-book.ts';
import { halvesOf, readWorkCalendar, type WorkCalendar } from './work-calendar.ts';

type Reader = Pick<Database['db'], 'select' | 'execute'>;

export interface LeaveTaker {
  readonly id: string;
  readonly nip: string;
  readonly servedFrom: string | null;
}

type Taken = {
  id: string;
  code: string;
  part: DayPart;
  from: string;
  to: string;
  state: 'submitted' | 'endorsed' | 'verified';
};

/** What somebody took of his leave, and what was entered about it. */
export interface LeaveUse {
  readonly recordsFrom: number;
  readonly entered: readonly (typeof leaveBalances.$inferSelect)[];
  /** The last year of which something of this kind was asked for. */
  lastYear(code: string): number;
  /** @param wanted halves of a year that are asked for beside what is known */
  balance(kind: LeaveKind, year: number, wanted?: (year: number) => number): YearBalance | null;
  /** Halves of this kind in that month, handed in or approved. */
  monthHalves(code: string, month: string): number;
  /** The range together with what else of this kind joins it without a working day in between; halves of the others. */
  occasion(code: string, from: string, to: string): Occasion;
}

export interface Occasion {
  readonly from: string;
  readonly to: string;
  readonly otherHalves: number;
}

/**
 * @param except a request that is being changed, and counts as if it were not there
 * @param around days that `occasion` is asked about, which may lie outside of all that was taken
 */
export async function readLeaveUse(
  db: Reader,
  book: PolicyBook,
  employee: LeaveTaker,
  recordsFrom: number,
  except: string | null = null,
  around: readonly string[] = [],
): Promise<LeaveUse> {
  const taken = await db.execute<Taken>(sql`
    SELECT id, subject->>'code' AS code, subject->'part' AS part, from_day::text AS "from", to_day::text AS "to", state
    FROM requests WHERE employee = ${employee.id}::uuid AND subject->>'kind' = 'absence'
      AND state IN ('submitted', 'endorsed', 'verified') AND id IS DISTINCT FROM ${except}::uuid`);
  const entered = await db.select().from(leaveBalances).where(eq(leaveBalances.employee, employee.id));
  const first = [...taken.map(({ from }) => from), ...around].sort()[0] ?? '';
  const last = [...taken.map(({ to }) => to), ...around].sort().at(-1) ?? '';
  const calendar = taken.length === 0 ? null : await readWorkCalendar(db, book, [employee.id], first, last);
  const within = (row: Taken, from: string, to: string) =>
    calendar === null ? 0 : halvesWithin(calendar, employee.id, row, from, to);
  return {
    recordsFrom,
    entered,
    lastYear: (code) =>
      Math.max(0, ...taken.filter((row) => row.code === code).map(({ to }) => Number(to.slice(0, 4)))),
    balance: (kind, year, wanted = () => 0) => {
      const years = new Map<number, LeaveYear>();
      const ofKind = taken.filter(({ code }) => code === kind.code);
      for (let at = Math.min(recordsFrom, year); at <= year; at += 1) years.set(at, yearOf(ofKind, within, at));
      for (const row of entered)
        if (row.code === kind.code && row.year <= year)
          years.set(row.year, {
            ...(years.get(row.year) ?? yearOf(ofKind, within, row.year)),
            entered: {
              carriedHalves: row.carriedDays === null ? null : row.carriedDays * 2,
              takenHalves: row.takenDays * 2,
            },
          });
      for (const [at, known] of years) years.set(at, { ...known, pendingHalves: known.pendingHalves + wanted(at) });
      return leaveBalance({ quota: kind.quota, servedFrom: servedFrom(employee), recordsFrom, years }, year);
    },
    monthHalves: (code, month) =>
      taken.filter((row) => row.code === code).reduce((sum, row) => sum + within(row, `${month}-01`, `${month}-31`), 0),
    occasion: (code, from, to) => {
      const same = taken.filter((row) => row.code === code);
      return calendar === null ? { from, to, otherHalves: 0 } : joined(calendar, employee.id, same, { from, to });
    },
  };
}

/** So many days off in a row are the most that can lie between two parts of one occasion. */
const LONGEST_GAP = 14;

function joined(
  calendar: WorkCalendar,
  employee: string,
  same: readonly Taken[],
  range: { from: string; to: string },
): Occasion {
  let { from, to } = range;
  let rest = same;
  let otherHalves = 0;
  for (;;) {
    const next = rest.find((row) => row.to < from && touches(calendar, employee, row.to, from));
    const after = next ?? rest.find((row) => row.from > to && touches(calendar, employee, to, row.from));
    if (after === undefined) return { from, to, otherHalves };
    rest = rest.filter((row) => row !== after);
    otherHalves += halvesWithin(calendar, employee, after, after.from, after.to);
    if (after.from < from) from = after.from;
    if (after.to > to) to = after.to;
  }
}

/** Whether no working day lies between the end of one and the beginning of another. */
function touches(calendar: WorkCalendar, employee: string, end: string, begin: string): boolean {
  const first = addDays(end, 1);
  if (first >= begin) return true;
  return addDays(end, LONGEST_GAP) >= begin && calendar.count(employee, first, addDays(begin, -1)) === 0;
}

/** @returns first day of service. */
function servedFrom({ servedFrom: said, nip }: LeaveTaker): string {
  if (said !== null) return said;
  const read = parseNip(nip);
  return read.ok ? read.value.appointedOn : '1900-01-01';
}

/** @returns from when a kind may be taken; null where it may be at once. */
export function entitledFrom(employee: LeaveTaker, { quota }: LeaveKind): string | null {
  return quota.afterMonthsOfService === 0 ? null : addMonths(servedFrom(employee), quota.afterMonthsOfService);
}

type Within = (row: Taken, from: string, to: string) => number;

function yearOf(taken: readonly Taken[], within: Within, year: number): LeaveYear {
  const [from, to] = [`${year}-01-01`, `${year}-12-31`];
  const sum = (wanted: boolean) =>
    taken
      .filter(({ state }) => (state === 'verified') === wanted)
      .reduce((halves, row) => halves + within(row, from, to), 0);
  return { entered: null, takenHalves: sum(true), pendingHalves: sum(false) };
}

/** @param from first day @param to last day, of which only what lies in the request counts. */
function halvesWithin(calendar: WorkCalendar, employee: string, row: Taken, from: string, to: string): number {
  const [first = from] = [from, row.from].sort().reverse();
  const [last = to] = [to, row.to].sort();
  return first > last ? 0 : (halvesOf(calendar.count(employee, first, last), row.part) ?? 0);
}
