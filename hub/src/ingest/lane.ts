import { createInbox, type InboxLimits } from './inbox.ts';
import type { Message } from './message.ts';

/** How much one transaction takes. */
const BATCH = { messages: 1_000, bytes: 1_500_000 };
/** One batch commits while the next is verified. */
const BATCHES_AT_ONCE = 2;
/**
 * The first message after a pause goes at once; under load batches begin this far apart at least. A transaction costs
 * nearly 3 ms of processor however little it stores, which a hub of two cores feels when it is paid a hundred times a
 * second.
 */
const PACE_MS = 60;

/**
 * One of the rows in which messages wait for their transaction. A unit's messages always take the same lane, and a
 * lane's batches are stored one after the other, so a unit's messages keep their order while lanes commit side by side.
 */
export interface Lane {
  /** Takes the message in any case. @returns undefined, or a promise of room when the sender must be held back */
  receive(message: Message): Promise<void> | undefined;
  /** The batch has committed: its messages are let go. */
  settle(batch: number): void;
  /** The thread was replaced: what is under way is sent again, which stores nothing twice. */
  sendAgain(): void;
}

/** @param send gives a batch to the thread @returns false while there is no thread */
export function createLane(limits: InboxLimits, send: (messages: readonly Message[], batch: number) => boolean): Lane {
  const inbox = createInbox(limits);
  const underway = new Map<number, Message[]>();
  let nextBatch = 1;
  let scheduled = false;
  let fedAt = 0;

  const feed = (): void => {
    scheduled = false;
    fedAt = performance.now();
    while (inbox.waiting > 0 && underway.size < BATCHES_AT_ONCE) {
      const messages = inbox.take(BATCH);
      const batch = nextBatch++;
      underway.set(batch, messages);
      if (!send(messages, batch)) return;
    }
  };
  const schedule = (): void => {
    if (scheduled || underway.size >= BATCHES_AT_ONCE) return;
    scheduled = true;
    const rest = fedAt + PACE_MS - performance.now();
    if (rest > 0) setTimeout(feed, rest);
    else setImmediate(feed);
  };
  return {
    receive(message) {
      const room = inbox.offer(message);
      schedule();
      return room;
    },
    settle(batch) {
      inbox.settle(underway.get(batch) ?? []);
      underway.delete(batch);
      if (inbox.waiting > 0) schedule();
    },
    sendAgain() {
      for (const [batch, messages] of underway) send(messages, batch);
      if (inbox.waiting > 0) schedule();
    },
  };
}
