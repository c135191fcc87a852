/** Ten pictures a second are enough to see oneself move. */
const PAUSE_MS = 100;
const PATIENCE_MS = 10_000;

/**
 * The camera's pictures, for those who wait for the next one. A picture is copied only while somebody waits, once for
 * all of them, and never kept: where nobody looks it costs nothing, and who is slow sees fewer pictures.
 */
export class LivePicture {
  #waiting: ((jpeg: Buffer | null) => void)[] = [];
  #givenAt = Number.NEGATIVE_INFINITY;
  #closed = false;

  put(jpeg: Uint8Array): void {
    const now = performance.now();
    if (this.#waiting.length === 0 || now - this.#givenAt < PAUSE_MS) return;
    this.#givenAt = now;
    this.#give(Buffer.from(jpeg));
  }

  /** @returns the next picture, or null where none comes in time or nobody wants it any more. */
  next(signal: AbortSignal, patienceMs = PATIENCE_MS): Promise<Buffer | null> {
    return new Promise((resolve) => {
      const settle = (jpeg: Buffer | null) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', give);
        resolve(jpeg);
      };
      const give = () => {
        this.#waiting = this.#waiting.filter((waiting) => waiting !== settle);
        settle(null);
      };
      const timer = setTimeout(give, patienceMs);
      signal.addEventListener('abort', give, { once: true });
      if (signal.aborted || this.#closed) give();
      else this.#waiting.push(settle);
    });
  }

  /** Nobody gets a picture any more. */
  close(): void {
    this.#closed = true;
    this.#give(null);
  }

  #give(jpeg: Buffer | null): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const settle of waiting) settle(jpeg);
  }
}
