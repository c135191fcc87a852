import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_WINDOW_POLICY, DeliveryWindow } from './delivery-window.ts';
import { packRun } from './pack-run.ts';

const policy = DEFAULT_WINDOW_POLICY;

/** Sends all that the window allows. @returns the numbers of what went out, message by message. */
function drain(window: DeliveryWindow, head: number, now: number): [number, number][] {
  const messages: [number, number][] = [];
  for (let next = window.next(head, now); next !== null; next = window.next(head, now)) {
    const to = Math.min(head, next.after + next.most);
    window.sent(to, now);
    messages.push([next.after + 1, to]);
  }
  return messages;
}

function open(received = 0): DeliveryWindow {
  const window = new DeliveryWindow(policy);
  window.open(received);
  return window;
}

describe('the window of unreceipted entries', () => {
  it('lets a single new entry go at once', () => {
    const window = open(7);
    expect(drain(window, 8, 0)).toEqual([[8, 8]]);
    expect(drain(window, 9, 0)).toEqual([[9, 9]]);
  });

  it('holds back what does not fit, and goes on as receipts come', () => {
    const window = open();
    expect(drain(window, 1_000, 0)).toEqual([
      [1, 100],
      [101, 200],
      [201, 300],
      [301, 400],
    ]);
    window.held(200);
    expect(drain(window, 1_000, 1)).toEqual([
      [401, 500],
      [501, 600],
    ]);
  });

  it('sends everything unreceipted again when the hub says nothing for too long, ever more patiently', () => {
    const window = open();
    drain(window, 10, 0);
    expect(window.checkTimeout(policy.timeoutMs - 1)).toBe(false);
    expect(window.checkTimeout(policy.timeoutMs)).toBe(true);
    expect(drain(window, 12, policy.timeoutMs)).toEqual([[1, 12]]);
    expect(window.checkTimeout(policy.timeoutMs * 2)).toBe(false);
    expect(window.checkTimeout(policy.timeoutMs * 3)).toBe(true);
  });

  it('goes back to where the hub asks, and does so once while those entries are under way', () => {
    const window = open();
    drain(window, 400, 0);
    window.resend(100, 10);
    expect(drain(window, 400, 10)[0]).toEqual([101, 200]);
    window.resend(100, 20);
    expect(drain(window, 400, 20)).toEqual([]);
    window.resend(100, 20 + policy.resendOnceMs);
    expect(drain(window, 400, 20 + policy.resendOnceMs)[0]).toEqual([101, 200]);
  });

  it('goes back before the high-water mark too: the hub may have been restored from a backup', () => {
    const window = open(500);
    window.resend(300, 0);
    expect(drain(window, 500, 0)).toEqual([
      [301, 400],
      [401, 500],
    ]);
  });

  it('stops when it is refused, asks with one entry after a while, and goes on when that is held', () => {
    const window = open();
    drain(window, 50, 0);
    window.refuse(0);
    expect(drain(window, 50, policy.refusedMs - 1)).toEqual([]);
    expect(drain(window, 50, policy.refusedMs)).toEqual([[1, 1]]);
    window.held(1);
    expect(drain(window, 50, policy.refusedMs)).toEqual([[2, 50]]);
  });

  it('delivers everything in the end, whatever is lost, and never has more under way than it may', () => {
    const event = fc.oneof(
      fc.record({ kind: fc.constant('append' as const), entries: fc.integer({ min: 1, max: 300 }) }),
      fc.record({ kind: fc.constant('receive' as const) }),
      fc.record({ kind: fc.constant('lose' as const) }),
      fc.record({ kind: fc.constant('reconnect' as const) }),
      fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 400_000 }) }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 80 }), (events) => {
        const window = open();
        let [head, held, now] = [0, 0, 0];
        let onTheWay: [number, number][] = [];
        const send = () => {
          onTheWay.push(...drain(window, head, now));
        };
        const receive = () => {
          const message = onTheWay.shift();
          if (message === undefined) return;
          if (message[0] > held + 1) window.resend(held, now);
          else {
            held = Math.max(held, message[1]);
            window.held(held);
          }
        };
        for (const happening of events) {
          if (happening.kind === 'append') head += happening.entries;
          if (happening.kind === 'receive') receive();
          if (happening.kind === 'lose') onTheWay.shift();
          if (happening.kind === 'wait') now += happening.ms;
          if (happening.kind === 'reconnect') {
            onTheWay = [];
            window.open(held);
          }
          window.checkTimeout(now);
          const before = onTheWay.length;
          send();
          expect(onTheWay.length - before).toBeLessThanOrEqual(policy.messages);
        }
        for (let round = 0; round < 200 && held < head; round++) {
          receive();
          now += onTheWay.length === 0 ? policy.longestTimeoutMs : 1;
          window.checkTimeout(now);
          send();
        }
        expect(held).toBe(head);
      }),
    );
  });
});

describe('packRun', () => {
  it('never makes a message larger than it may be, and always makes one', () => {
    const entries = Array.from({ length: 10 }, (_, seq) => ({ seq, jws: 'x'.repeat(300) }));
    const { payload, packed } = packRun(entries, 1_000);
    expect(packed.map(({ seq }) => seq)).toEqual([0, 1, 2]);
    expect(payload.length).toBeLessThanOrEqual(1_000);
    expect(packRun(entries.slice(0, 1), 10).packed).toHaveLength(1);
  });
});
