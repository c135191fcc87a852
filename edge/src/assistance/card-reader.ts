import { cardFromQr } from '@hadir/shared/people/supervisor-card';
import type { Logger } from 'pino';
import { QrThread } from '../enrolment/qr-thread.ts';

/** Between two looks at a picture: recognition goes on meanwhile. */
const LOOK_MS = 400;

/** Looks for a supervisor's card in the camera's pictures, one at a time, in a thread that is there only while it is wanted. */
export class CardReader {
  readonly #log: Logger;
  readonly #onCard: (secret: string) => void;
  #thread: QrThread | null = null;
  #life = new AbortController();
  #busy = false;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(log: Logger, onCard: (secret: string) => void) {
    this.#log = log;
    this.#onCard = onCard;
  }

  /** Looks at a picture unless it is still looking at another. @param jpeg is copied where it is looked at. */
  offer(jpeg: Uint8Array): void {
    const now = performance.now();
    if (this.#busy || now - this.#lookedAt < LOOK_MS) return;
    this.#busy = true;
    void this.#look(jpeg.slice());
  }

  /** No card is wanted for now. */
  rest(): void {
    if (this.#thread === null) return;
    this.#life.abort();
    void this.#thread.stop();
    this.#thread = null;
  }

  async stop(): Promise<void> {
    this.#life.abort();
    await this.#thread?.stop();
    this.#thread = null;
  }

  async #look(jpeg: Uint8Array): Promise<void> {
    if (this.#thread === null) {
      this.#thread = QrThread.start();
      this.#life = new AbortController();
    }
    const { signal } = this.#life;
    try {
      const text = await this.#thread.read(jpeg, signal);
      const secret = text === null ? null : cardFromQr(text);
      if (secret !== null && !signal.aborted) this.#onCard(secret);
    } catch (error) {
      if (!signal.aborted) {
        this.#log.warn({ err: error }, 'A picture could not be searched for a card. The next one is.');
        this.rest();
      }
    } finally {
      this.#busy = false;
      this.#lookedAt = performance.now();
    }
  }
}
