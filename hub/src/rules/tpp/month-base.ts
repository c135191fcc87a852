import type { TppDocument } from '@hadir/shared/api/policies/tpp-policy';
import { RulesError } from '../policy/rules-error.ts';
import { monthDays } from './month-days.ts';
import type { MonthFacts } from './month-facts.ts';
import { parsePercent, WHOLE } from './parse-percent.ts';

/**
 * The base that the month is worked out from; days out of service have none, so that a month begun in its midst pays a
 * part. @returns whole rupiah, rounded down. @throws RulesError `no-base` where a day in service has none.
 */
export function monthBase(facts: MonthFacts, policy: TppDocument): number {
  const { bases, month, employeeKind, employee, inService } = facts;
  const latestFirst = [...bases].sort((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : b.rupiah - a.rupiah));
  const on = (day: string): bigint => {
    if ((inService.from !== null && day < inService.from) || (inService.to !== null && day > inService.to)) return 0n;
    const base = latestFirst.find(({ from }) => from <= day);
    if (base === undefined) throw new RulesError('no-base', `No TPP base of ${employee} is in force on ${day}.`);
    return BigInt(base.rupiah);
  };
  const share = parsePercent(policy.shareOfBase[employeeKind]);
  const all = monthDays(month);
  // The same base every day is that base; most months are so, and only their ends have to be looked at.
  const steady = bases.length === 1 && inService.from === null && inService.to === null;
  const days = steady ? all.slice(0, 1) : countedDays(all, policy);
  const sum = days.reduce((total, day) => total + on(day), 0n);
  return Number((sum * share) / (WHOLE * BigInt(days.length)));
}

function countedDays(days: string[], { baseOfMonth }: TppDocument): string[] {
  if (baseOfMonth === 'by_calendar_days') return days;
  return baseOfMonth === 'first_day' ? days.slice(0, 1) : days.slice(-1);
}
