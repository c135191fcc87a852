import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createInbox } from './inbox.ts';
import type { Message } from './message.ts';

const message = (bytes: number): Message => ({ unit: 'unit-00000000', payload: Buffer.alloc(bytes) });

test('holds the sender back when it is full and lets him go when there is room', async () => {
  const inbox = createInbox({ messages: 2, bytes: 1_000 });
  expect(inbox.offer(message(10))).toBeUndefined();
  const room = inbox.offer(message(10));
  expect(room).toBeInstanceOf(Promise);
  const taken = inbox.take({ messages: 1, bytes: 1_000 });
  inbox.settle(taken);
  await room;
  expect(inbox.heldBytes).toBe(10);
});

test('gives a message that is larger than a batch by itself, so that nothing waits for ever', () => {
  const inbox = createInbox({ messages: 10, bytes: 1_000 });
  void inbox.offer(message(500));
  void inbox.offer(message(5));
  expect(inbox.take({ messages: 10, bytes: 100 })).toHaveLength(1);
  expect(inbox.waiting).toBe(1);
});

test('gives every message once and in order, whatever the batches', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(300), { maxLength: 40 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      (sizes, takes) => {
        const inbox = createInbox({ messages: 5, bytes: 600 });
        const offered = sizes.map(message);
        for (const one of offered) void inbox.offer(one);
        const given: Message[] = [];
        for (let i = 0; given.length < offered.length; i++) {
          const batch = inbox.take({ messages: takes[i % takes.length] ?? 1, bytes: 400 });
          given.push(...batch);
          inbox.settle(batch);
        }
        expect(given).toEqual(offered);
        expect(inbox.heldBytes).toBe(0);
      },
    ),
  );
});
