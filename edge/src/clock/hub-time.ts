import type { UnitClock } from './unit-clock.ts';

/**
 * A time that is certainly past, for judging whether an order has expired: the hub's own time as its signed receipts
 * tell it, carried on by the monotonic clock; or the wall clock less its uncertainty, where something vouches for it.
 */
export class HubTime {
  readonly #clock: UnitClock;
  #offset: number | null = null;

  constructor(clock: UnitClock) {
    this.#clock = clock;
  }

  /** @param at what the hub says its time is, out of something that it signed. */
  hear(at: string): void {
    const time = Date.parse(at);
    if (Number.isNaN(time)) return;
    const offset = time - this.#clock.uptimeMs();
    if (this.#offset === null || offset > this.#offset) this.#offset = offset;
  }

  /** Milliseconds since 1970; null where nothing is known. */
  earliestNow(): number | null {
    const heard = this.#offset === null ? null : this.#offset + this.#clock.uptimeMs();
    const { uncertaintyMs } = this.#clock.reading();
    const own = uncertaintyMs === null ? null : this.#clock.wall().getTime() - uncertaintyMs;
    return heard === null || own === null ? (heard ?? own) : Math.max(heard, own);
  }
}
