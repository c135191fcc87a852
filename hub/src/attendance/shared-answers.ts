interface Held<T> {
  readonly until: number;
  readonly answer: Promise<T>;
}

/** Shares one computation among everybody who asks for the same thing within a time; what failed is not kept. */
export class SharedAnswers<T> {
  readonly #freshMs: number;
  readonly #compute: (key: string) => Promise<T>;
  readonly #held = new Map<string, Held<T>>();

  constructor(freshMs: number, compute: (key: string) => Promise<T>) {
    this.#freshMs = freshMs;
    this.#compute = compute;
  }

  get(key: string): Promise<T> {
    const now = performance.now();
    for (const [old, { until }] of this.#held) if (until < now) this.#held.delete(old);
    const held = this.#held.get(key);
    if (held) return held.answer;
    const answer = this.#compute(key);
    this.#held.set(key, { until: now + this.#freshMs, answer });
    answer.catch(() => this.#held.delete(key));
    return answer;
  }
}
