/** Addresses that are remembered at most; beyond it the oldest is forgotten. */
const REMEMBERED = 10_000;

/**
 * Counts failed attempts of each address, so that guessing stops and a whole office of good units behind one address
 * does not. Each hub counts for itself.
 */
export class FailedAttempts {
  readonly #max: number;
  readonly #windowMs: number;
  readonly #now: () => number;
  readonly #failed = new Map<string, { times: number; until: number }>();

  constructor(max: number, windowMs: number, now: () => number) {
    this.#max = max;
    this.#windowMs = windowMs;
    this.#now = now;
  }

  /** @returns seconds until this address may try again; 0 when it may. */
  waitSeconds(address: string): number {
    const failed = this.#failed.get(address);
    if (failed === undefined || failed.times < this.#max) return 0;
    return Math.max(0, Math.ceil((failed.until - this.#now()) / 1000));
  }

  note(address: string): void {
    const failed = this.#failed.get(address);
    if (failed !== undefined && failed.until > this.#now()) {
      failed.times += 1;
      return;
    }
    this.#failed.delete(address);
    const oldest = this.#failed.size >= REMEMBERED ? this.#failed.keys().next().value : undefined;
    if (oldest !== undefined) this.#failed.delete(oldest);
    this.#failed.set(address, { times: 1, until: this.#now() + this.#windowMs });
  }
}
