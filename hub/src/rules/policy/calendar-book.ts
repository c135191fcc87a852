import type { CalendarDay } from '@hadir/shared/api/policies/calendar-policy';
import type { EditionOf } from '@hadir/shared/api/policies/policy-edition';

/** A holiday weighs more than cuti bersama on the same day: it is nobody's leave. */
const WEIGHT = { national: 2, regional: 1, collective_leave: 0 } as const;

/** Days off and Ramadan of all years and scopes; of each scope and year the latest edition decides. */
export class CalendarBook {
  readonly #days = new Map<string, CalendarDay>();
  readonly #ramadan: { readonly from: string; readonly to: string }[] = [];

  constructor(editions: readonly EditionOf<'calendar'>[]) {
    const latest = new Map<string, EditionOf<'calendar'>>();
    for (const edition of [...editions].sort(
      (a, b) => Number(a.effectiveFrom > b.effectiveFrom) - Number(a.effectiveFrom < b.effectiveFrom),
    )) {
      latest.set(`${edition.document.year} ${edition.document.scope}`, edition);
    }
    for (const { document } of latest.values()) {
      for (const day of document.days) {
        const known = this.#days.get(day.day);
        if (known === undefined || WEIGHT[day.kind] > WEIGHT[known.kind]) this.#days.set(day.day, day);
      }
      this.#ramadan.push(...document.ramadan);
    }
  }

  dayOff(day: string): CalendarDay | null {
    return this.#days.get(day) ?? null;
  }

  isRamadan(day: string): boolean {
    return this.#ramadan.some(({ from, to }) => from <= day && day <= to);
  }
}
