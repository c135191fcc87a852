import type { LeaveKind } from '@hadir/shared/api/policies/leave-policy';
import { addMonths } from './add-months.ts';

/** What is known of one kind of leave in one year. Everything is counted in halves of a working day. */
export interface LeaveYear {
  /** What BKD entered: carried into the year (null: worked out here), and taken outside of this system. */
  readonly entered: { readonly carriedHalves: number | null; readonly takenHalves: number } | null;
  /** Of verified requests. */
  readonly takenHalves: number;
  /** Of requests that are handed in and not decided. */
  readonly pendingHalves: number;
}

export interface YearBalance {
  readonly granted: number;
  readonly carried: number;
  readonly taken: number;
  readonly pending: number;
  /** May be negative where more was taken than there was. */
  readonly left: number;
  /** First day on which it may be taken. */
  readonly entitledFrom: string;
}

interface BalanceFacts {
  readonly quota: LeaveKind['quota'];
  /** First day of service. */
  readonly servedFrom: string;
  /** What lies before this year is not known, and carries nothing over unless BKD enters it. */
  readonly recordsFrom: number;
  readonly years: ReadonlyMap<number, LeaveYear>;
}

const NOTHING: LeaveYear = { entered: null, takenHalves: 0, pendingHalves: 0 };

/**
 * The balance of a kind with a quota of days a year. What is carried over is used first, since it is lost at the end of
 * the year; of the year before only its own grant can be carried over, up to `withCarryOver` together with this year's,
 * and after two or more years without a single day taken everything that is left, up to `withCarryOverTwoYears`. What is
 * asked for and not decided counts as taken here too, so that nobody is promised what he may lose.
 * Source: PP 11/2017, Pasal 313.
 * @returns null where the kind has no quota of days a year.
 */
export function leaveBalance(facts: BalanceFacts, year: number): YearBalance | null {
  const { quota, servedFrom, recordsFrom, years } = facts;
  if (quota.days === null || quota.per !== 'year') return null;
  const entitledFrom = addMonths(servedFrom, quota.afterMonthsOfService);
  const first = Math.min(year, recordsFrom, ...years.keys());
  let beforeLast: YearBalance | null = null;
  let last: YearBalance | null = null;
  let balance = balanceIn(facts, first, entitledFrom, null, null);
  for (let at = first + 1; at <= year; at += 1) {
    beforeLast = last;
    last = balance;
    balance = balanceIn(facts, at, entitledFrom, last, beforeLast);
  }
  return balance;
}

function balanceIn(
  { quota, recordsFrom, years }: BalanceFacts,
  year: number,
  entitledFrom: string,
  last: YearBalance | null,
  beforeLast: YearBalance | null,
): YearBalance {
  const known = years.get(year) ?? NOTHING;
  const granted = entitledFrom <= `${year}-12-31` ? (quota.days ?? 0) * 2 : 0;
  const isKnown = year - 1 >= recordsFrom || (years.get(year - 1)?.entered ?? null) !== null;
  const carried = known.entered?.carriedHalves ?? (isKnown ? carryOver(quota, granted, last, beforeLast) : 0);
  const taken = known.takenHalves + (known.entered?.takenHalves ?? 0);
  const pending = known.pendingHalves;
  return { granted, carried, taken, pending, left: granted + carried - taken - pending, entitledFrom };
}

function carryOver(
  quota: LeaveKind['quota'],
  granted: number,
  last: YearBalance | null,
  beforeLast: YearBalance | null,
): number {
  if (last === null || granted === 0) return 0;
  const left = Math.max(0, last.left);
  const room = (total: number) => Math.max(0, total * 2 - granted);
  const unused = (year: YearBalance | null) =>
    year !== null && year.granted > 0 && year.taken === 0 && year.pending === 0;
  if (quota.withCarryOverTwoYears !== null && unused(last) && unused(beforeLast))
    return Math.min(room(quota.withCarryOverTwoYears), left);
  return quota.withCarryOver === null ? 0 : Math.min(room(quota.withCarryOver), left, last.granted);
}
