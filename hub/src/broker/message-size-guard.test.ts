import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMessageSizeGuard } from './message-size-guard.ts';

/** A QoS 0 PUBLISH to the topic `t`, by hand. */
function publish(bytes: number): Buffer {
  const header = [0x30];
  for (let length = bytes + 3; ; length = Math.floor(length / 128)) {
    header.push((length % 128) | (length >= 128 ? 0x80 : 0));
    if (length < 128) break;
  }
  return Buffer.concat([Buffer.from([...header, 0, 1, 0x74]), Buffer.alloc(bytes)]);
}
const PINGREQ = Buffer.from([0xc0, 0]);

test('lets packets within the limit pass, however the stream is cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 20 }),
      (sizes, cuts) => {
        const stream = Buffer.concat([...sizes.map(publish), PINGREQ]);
        const guard = createMessageSizeGuard(1_000);
        for (let offset = 0, i = 0; offset < stream.length; i++) {
          const end = Math.min(stream.length, offset + (cuts[i % cuts.length] ?? 1));
          expect(guard.check(stream.subarray(offset, end))).toBeNull();
          offset = end;
        }
      },
    ),
  );
});

test('refuses a packet by its header, before its body is there', () => {
  const guard = createMessageSizeGuard(1_000);
  expect(guard.check(publish(900))).toBeNull();
  expect(guard.check(publish(10_000_000).subarray(0, 5))).toMatchObject({ problem: 'too-large', bytes: 10_000_003 });
});

test('refuses a length that MQTT cannot have', () => {
  expect(createMessageSizeGuard(1_000).check(Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff]))).toMatchObject({
    problem: 'malformed',
  });
});
