/** A slot of one between a camera and whoever looks at its frames: a slow reader misses frames, and never queues them. */
export class LatestFrame<Frame> {
  /** Frames that were overwritten before anybody took them. */
  dropped = 0;
  #frame: Frame | null = null;
  #waiting: ((frame: Frame | null) => void) | null = null;
  #closed = false;

  put(frame: Frame): void {
    if (this.#closed) return;
    if (this.#waiting !== null) {
      const waiting = this.#waiting;
      this.#waiting = null;
      waiting(frame);
      return;
    }
    if (this.#frame !== null) this.dropped++;
    this.#frame = frame;
  }

  /** One reader at a time. @returns the newest frame that was not taken yet, as soon as there is one; null once closed. */
  take(): Promise<Frame | null> {
    const frame = this.#frame;
    this.#frame = null;
    if (frame !== null || this.#closed) return Promise.resolve(frame);
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  close(): void {
    this.#closed = true;
    this.#waiting?.(null);
    this.#waiting = null;
  }
}
