import type { Message } from './message.ts';

export interface InboxLimits {
  readonly messages: number;
  readonly bytes: number;
}

/**
 * Messages that were received and are not committed yet, bounded by number and bytes. When it is full, whoever offers
 * a message gets a promise and must not read its sender further until it resolves. Nothing is ever thrown away here.
 */
export interface Inbox {
  /** Takes the message in any case. @returns undefined when there is room for more, else a promise of room. */
  offer(message: Message): Promise<void> | undefined;
  /** Removes and gives the oldest messages, at most so many and so many bytes; they still count until `settle`. */
  take(most: InboxLimits): Message[];
  /** These are committed: they no longer count. */
  settle(messages: readonly Message[]): void;
  readonly waiting: number;
  readonly heldBytes: number;
}

export function createInbox(limits: InboxLimits): Inbox {
  let queue: Message[] = [];
  let held = 0;
  let heldBytes = 0;
  let room: (() => void)[] = [];
  const isFull = () => held >= limits.messages || heldBytes >= limits.bytes;
  return {
    get waiting() {
      return queue.length;
    },
    get heldBytes() {
      return heldBytes;
    },
    offer(message) {
      queue.push(message);
      held += 1;
      heldBytes += message.payload.length;
      return isFull() ? new Promise((resolve) => room.push(resolve)) : undefined;
    },
    take(most) {
      let bytes = 0;
      let count = 0;
      for (const { payload } of queue) {
        if (count >= most.messages || (count > 0 && bytes + payload.length > most.bytes)) break;
        count += 1;
        bytes += payload.length;
      }
      const taken = count === queue.length ? queue : queue.slice(0, count);
      queue = count === queue.length ? [] : queue.slice(count);
      return taken;
    },
    settle(messages) {
      held -= messages.length;
      for (const { payload } of messages) heldBytes -= payload.length;
      if (isFull()) return;
      const resumed = room;
      room = [];
      for (const resume of resumed) resume();
    },
  };
}
