import type { ServerResponse } from 'node:http';
import type { Scope } from '../users/scope.ts';

/** A reader who leaves so much unread is dropped; it comes back with the id of the last event that it saw. */
const MOST_UNREAD_BYTES = 524_288;

/** A reader who takes nothing of his replay for so long is too slow as well. */
const DRAIN_MS = 30_000;

/** @returns one server-sent event. @param id what the reader sends back as Last-Event-ID. */
export function formatEvent(event: string, data: object, id?: string): string {
  return `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
}

/** One reader of the live feed. Whatever is sent before `release` is held back until its replay has gone out. */
export class EventStream {
  readonly scope: Scope;
  readonly user: string;
  readonly #response: ServerResponse;
  readonly #onSlow: (unread: number) => void;
  #held: string[] | null = [];
  #heldBytes = 0;

  constructor(response: ServerResponse, user: string, scope: Scope, onSlow: (unread: number) => void) {
    this.#response = response;
    this.user = user;
    this.scope = scope;
    this.#onSlow = onSlow;
  }

  get open(): boolean {
    return !this.#response.writableEnded && !this.#response.destroyed;
  }

  /** In the order of the feed: held back while the replay is read. */
  send(text: string): void {
    if (this.#held === null) {
      this.write(text);
      return;
    }
    this.#heldBytes += text.length;
    if (this.#heldBytes > MOST_UNREAD_BYTES) this.#drop(this.#heldBytes);
    else this.#held.push(text);
  }

  /** Writes one text after the other, each only when the reader has taken the one before. */
  async replay(texts: Iterable<string>): Promise<void> {
    for (const text of texts) {
      if (!this.open) return;
      if (this.#response.write(text)) continue;
      const taken = await waitForDrain(this.#response);
      if (!taken) this.#drop(this.#response.writableLength);
    }
  }

  /** At once: what has no place in the order. */
  write(text: string): void {
    if (!this.open) return;
    this.#response.write(text);
    const unread = this.#response.writableLength;
    if (unread > MOST_UNREAD_BYTES) this.#drop(unread);
  }

  /** The replay is out; from here on everything goes out as it comes. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const text of held) this.write(text);
  }

  end(): void {
    this.#response.end();
  }

  #drop(unread: number): void {
    if (!this.open) return;
    this.#held = null;
    // Not `end`: that would wait for the reader to take what he does not take.
    this.#response.destroy();
    this.#onSlow(unread);
  }
}

/** @returns false where the reader took nothing in time or went away. */
function waitForDrain(response: ServerResponse): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (taken: boolean) => {
      clearTimeout(timer);
      response.off('drain', onDrain).off('close', onClose);
      resolve(taken);
    };
    const onDrain = () => end(true);
    const onClose = () => end(false);
    const timer = setTimeout(() => end(false), DRAIN_MS).unref();
    response.on('drain', onDrain).on('close', onClose);
  });
}
