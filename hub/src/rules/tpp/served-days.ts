import { monthDays } from './month-days.ts';
import type { MonthFacts } from './month-facts.ts';

/** @returns the days of the month on which he was in service, in order: a base that ended before the next began leaves a gap. */
export function servedDays({
  month,
  bases,
  inService: { from, to },
}: Pick<MonthFacts, 'month' | 'bases' | 'inService'>) {
  const days = monthDays(month);
  const endless = bases.every((base) => (base.to ?? null) === null);
  if (from === null && to === null && endless) return days;
  return days.filter((day) => {
    if ((from !== null && day < from) || (to !== null && day > to)) return false;
    const begun = bases.filter((base) => base.from <= day);
    return begun.length === 0 || begun.some((base) => (base.to ?? day) >= day);
  });
}
