export interface BackOffOptions {
  readonly firstMs: number;
  readonly longestMs: number;
  /** 0..1: which share of each delay is left to chance, so that a thousand units do not come back at once. */
  readonly jitter?: number;
  /** @returns 0..1 */
  readonly random?: () => number;
}

/** Delays that double from one failure to the next. */
export class BackOff {
  readonly #options: Required<BackOffOptions>;
  #failures = 0;

  constructor(options: BackOffOptions) {
    this.#options = { jitter: 0, random: Math.random, ...options };
  }

  get failures(): number {
    return this.#failures;
  }

  /** @returns how long to wait after one more failure, milliseconds. */
  next(): number {
    const { firstMs, longestMs, jitter, random } = this.#options;
    const delay = Math.min(longestMs, firstMs * 2 ** Math.min(this.#failures++, 30));
    return Math.round(delay * (1 - jitter * random()));
  }

  reset(): void {
    this.#failures = 0;
  }
}
