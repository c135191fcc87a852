import { parseUnitId, type UnitId } from '@hadir/shared/ids';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTwinWatch } from './twin-watch.ts';

const unit = parseUnitId('unit-00000001') as UnitId;
const first = Date.UTC(2026, 5, 1, 8);

test('tells two agents that speak in turn under one name', () => {
  const watch = createTwinWatch(() => 0);
  const second = first + 3_600_000;
  const heard = [first, second, first + 40, second - 30, first + 90].map((start) => watch.heard(unit, start));
  expect(heard).toEqual([false, false, false, false, true]);
});

test('takes no number of restarts for a second agent', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 6_000, max: 86_400_000 }), { maxLength: 40 }), (pauses) => {
      const watch = createTwinWatch(() => 0);
      let start = first;
      for (const pause of pauses) {
        expect(watch.heard(unit, start)).toBe(false);
        expect(watch.heard(unit, start + 20)).toBe(false);
        start += pause;
      }
    }),
  );
});

test('takes a clock that was stepped there and back for no second agent', () => {
  const watch = createTwinWatch(() => 0);
  expect([first, first + 60_000, first, first + 60_000].map((start) => watch.heard(unit, start))).not.toContain(true);
});

test('forgets returns that lie long back', () => {
  let at = 0;
  const watch = createTwinWatch(() => at);
  for (let i = 0; i < 12; i++) {
    expect(watch.heard(unit, first + (i % 2) * 60_000)).toBe(false);
    at += 400_000;
  }
});
