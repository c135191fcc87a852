import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEntry } from './parse-entry.ts';

const boot = randomUUID();

function checkpoint(at: string, through = at): unknown {
  return {
    ...{ v: 1, type: 'checkpoint', unit: 'unit-0a1b2c3d', binding: 1, seq: 2, prev: 'A'.repeat(43), at, through },
    ...{ uptimeMs: 1, boot, clock: { source: 'ntp', uncertaintyMs: 2.5 } },
  };
}

const two = (most: number) => fc.integer({ min: 0, max: most }).map((number) => String(number).padStart(2, '0'));
const anyMoment = fc
  .tuple(fc.constantFrom('1969', '1970', '2023', '2024', '2100', '9999'), two(13), two(32), two(24), two(60), two(60))
  .map(([year, month, day, hour, minute, second]) => `${year}-${month}-${day}T${hour}:${minute}:${second}.250Z`);

describe('the moments of an entry', () => {
  it('are those of the calendar, and no others', () => {
    fc.assert(
      fc.property(anyMoment, (text) => {
        const time = Date.parse(text);
        const isOne = time >= 0 && time < Date.UTC(9999, 11, 31) && new Date(time).toISOString() === text;
        expect(typeof parseEntry(checkpoint(text)) === 'string').toBe(!isOne);
      }),
      { numRuns: 2_000 },
    );
  });

  it('are judged one by one, also on a day that was right a moment ago', () => {
    expect(parseEntry(checkpoint('2026-02-28T23:59:59.999Z'))).toMatchObject({ type: 'checkpoint' });
    for (const wrong of ['2026-02-28T24:00:00.000Z', '2026-02-28T23:60:00.000Z', '2026-02-29T08:00:00.000Z'])
      expect(parseEntry(checkpoint('2026-02-28T08:00:00.000Z', wrong))).toBe(
        'through: is not a moment of the calendar',
      );
  });
});
