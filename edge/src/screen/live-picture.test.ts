import { expect, it } from 'vitest';
import { LivePicture } from './live-picture.ts';

const never = new AbortController().signal;

it('gives one copy to all who wait', async () => {
  const live = new LivePicture();
  const both = Promise.all([live.next(never), live.next(never)]);
  const frame = new Uint8Array([1, 2, 3]);
  live.put(frame);
  frame.fill(0);
  const [one, other] = await both;
  expect(one).toEqual(Buffer.from([1, 2, 3]));
  expect(other).toBe(one);
});

it('keeps nothing for who asks later, and passes over pictures that come too fast', async () => {
  const live = new LivePicture();
  live.put(new Uint8Array([1]));
  const first = live.next(never);
  live.put(new Uint8Array([2]));
  expect(await first).toEqual(Buffer.from([2]));
  const second = live.next(never, 20);
  live.put(new Uint8Array([3]));
  expect(await second).toBeNull();
});

it('forgets whoever has gone', async () => {
  const live = new LivePicture();
  const gone = new AbortController();
  const waiting = live.next(gone.signal);
  gone.abort();
  expect(await waiting).toBeNull();
  expect(await live.next(gone.signal)).toBeNull();
});

it('gives nothing once it is closed', async () => {
  const live = new LivePicture();
  const waiting = live.next(never);
  live.close();
  expect(await waiting).toBeNull();
  expect(await live.next(never)).toBeNull();
});
