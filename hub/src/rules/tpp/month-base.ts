import type { TppDocument } from '@hadir/shared/api/policies/tpp-policy';
import { RulesError } from '../policy/rules-error.ts';
import { monthDays } from './month-days.ts';
import type { MonthFacts } from './month-facts.ts';
import { parsePercent, WHOLE } from './parse-percent.ts';
import { servedDays } from './served-days.ts';

/**
 * The base that the month is worked out from. Days out of service have none, whichever day's base counts, so that a
 * month begun or ended in its midst pays a part by calendar days.
 * @returns whole rupiah, rounded down. @throws RulesError `no-base` where a day that counts has none.
 */
export function monthBase(facts: MonthFacts, policy: TppDocument): number {
  const { bases, month, employeeKind, employee } = facts;
  const latestFirst = [...bases].sort((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : b.rupiah - a.rupiah));
  const on = (day: string): bigint => {
    const base = latestFirst.find(({ from }) => from <= day);
    if (base === undefined) throw new RulesError('no-base', `No TPP base of ${employee} is in force on ${day}.`);
    return BigInt(base.rupiah);
  };
  const share = parsePercent(policy.shareOfBase[employeeKind]);
  const served = servedDays(facts);
  const length = monthDays(month).length;
  // The same base every day is that base; most months are so.
  if (bases.length === 1 && served.length === length) return Number((on(served[0] ?? month) * share) / WHOLE);
  const days = countedDays(served, policy);
  const sum = days.reduce((total, day) => total + on(day), 0n) * BigInt(served.length);
  return days.length === 0 ? 0 : Number((sum * share) / (WHOLE * BigInt(days.length) * BigInt(length)));
}

function countedDays(served: string[], { baseOfMonth }: TppDocument): string[] {
  if (baseOfMonth === 'by_calendar_days') return served;
  return baseOfMonth === 'first_day' ? served.slice(0, 1) : served.slice(-1);
}
