import type { Today } from '@hadir/shared/api/attendance';

/** How old an answer may be; a hundred open dashboards then cost one count a second. */
const FRESH_MS = 1_000;

interface Held {
  readonly since: number;
  readonly today: Promise<Today>;
}

/** Shares one count among everybody who asks for the same one within a second. */
export class TodayCache {
  readonly #count: (opd: string | undefined) => Promise<Today>;
  readonly #held = new Map<string, Held>();

  constructor(count: (opd: string | undefined) => Promise<Today>) {
    this.#count = count;
  }

  get(opd: string | undefined): Promise<Today> {
    const key = opd ?? '';
    const held = this.#held.get(key);
    if (held && performance.now() - held.since < FRESH_MS) return held.today;
    const today = this.#count(opd);
    const mine = { since: performance.now(), today };
    this.#held.set(key, mine);
    // What failed, and what is no longer fresh, is not kept.
    const forget = () => {
      if (this.#held.get(key) === mine) this.#held.delete(key);
    };
    today.then(() => setTimeout(forget, FRESH_MS).unref(), forget);
    return today;
  }
}
