import type { EmployeeId } from '@hadir/shared/ids';
import type { SightingPolicy } from './sighting-policy.ts';

type Periods = Pick<SightingPolicy, 'coolDownMs' | 'longestSilenceMs'>;

/** Whoever was just recognised makes no second punch: standing there is one arrival. Times are monotonic milliseconds. */
export class CoolDown {
  #periods: Periods;
  readonly #people = new Map<EmployeeId, { admittedAt: number; seenAt: number }>();

  constructor(periods: Periods) {
    this.#periods = periods;
  }

  /** Other periods from now on; who was admitted stays so. */
  usePeriods(periods: Periods): void {
    this.#periods = periods;
  }

  /** @returns whether a punch is due, without using it up. */
  isOver(employee: EmployeeId, now: number): boolean {
    const person = this.#people.get(employee);
    if (person === undefined) return true;
    return now - person.seenAt >= this.#periods.coolDownMs || now - person.admittedAt >= this.#longestSilenceMs();
  }

  /** Uses up a punch. @returns false within the cool-down, which then begins anew. */
  admit(employee: EmployeeId, now: number): boolean {
    if (!this.isOver(employee, now)) {
      this.see(employee, now);
      return false;
    }
    this.#people.set(employee, { admittedAt: now, seenAt: now });
    return true;
  }

  /** He is still in view. */
  see(employee: EmployeeId, now: number): void {
    const person = this.#people.get(employee);
    if (person) person.seenAt = now;
  }

  #longestSilenceMs(): number {
    return Math.max(this.#periods.coolDownMs, this.#periods.longestSilenceMs);
  }
}
