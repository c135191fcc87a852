import type { TppDocument } from '@hadir/shared/api/policies/tpp-policy';
import { RulesError } from '../policy/rules-error.ts';
import { monthDays } from './month-days.ts';
import type { MonthFacts } from './month-facts.ts';
import { parsePercent, WHOLE } from './parse-percent.ts';

/** @returns the month's base in whole rupiah, rounded down. @throws RulesError `no-base` where none begins in time. */
export function monthBase({ bases, month, employeeKind, employee }: MonthFacts, policy: TppDocument): number {
  const latestFirst = [...bases].sort((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : b.rupiah - a.rupiah));
  const on = (day: string): bigint => {
    const base = latestFirst.find(({ from }) => from <= day);
    if (base === undefined) throw new RulesError('no-base', `No TPP base of ${employee} is in force on ${day}.`);
    return BigInt(base.rupiah);
  };
  const share = parsePercent(policy.shareOfBase[employeeKind]);
  const days = monthDays(month);
  const counted =
    policy.baseOfMonth === 'first_day'
      ? days.slice(0, 1)
      : policy.baseOfMonth === 'last_day' || latestFirst.length === 1
        ? days.slice(-1)
        : days;
  const sum = counted.reduce((total, day) => total + on(day), 0n);
  return Number((sum * share) / (WHOLE * BigInt(counted.length)));
}
