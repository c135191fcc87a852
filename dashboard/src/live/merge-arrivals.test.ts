import type { Arrival } from '@hadir/shared/api/attendance';
import { describe, expect, it } from 'vitest';
import { sampleArrival } from '../../test/sample-arrival.ts';
import { compareIds, mergeArrivals } from './merge-arrivals.ts';

const arrivals = (...ids: string[]): Arrival[] => ids.map((id) => sampleArrival({ id }));
const idsOf = (list: readonly Arrival[]) => list.map(({ id }) => id);

describe('mergeArrivals', () => {
  it('puts what came last on top, whatever the order in which it is heard', () => {
    expect(idsOf(mergeArrivals(arrivals('9'), arrivals('11', '10')))).toEqual(['11', '10', '9']);
  });

  it('shows an arrival once when the stream replays it', () => {
    expect(idsOf(mergeArrivals(arrivals('3', '2', '1'), arrivals('2', '3', '4')))).toEqual(['4', '3', '2', '1']);
  });

  it('takes the later copy of an arrival that is told twice', () => {
    const [merged] = mergeArrivals(
      [sampleArrival({ id: '1', lateMinutes: 0 })],
      [sampleArrival({ id: '1', lateMinutes: 4 })],
    );
    expect(merged?.lateMinutes).toBe(4);
  });

  it('keeps the 200 newest', () => {
    const many = arrivals(...Array.from({ length: 500 }, (_, i) => String(i + 1)));
    const merged = mergeArrivals([], many);
    expect(merged).toHaveLength(200);
    expect(merged[0]?.id).toBe('500');
    expect(merged.at(-1)?.id).toBe('301');
  });

  it('compares ids that are larger than a JavaScript number holds', () => {
    expect(compareIds('9007199254740993', '9007199254740992')).toBeGreaterThan(0);
    expect(compareIds('999', '1000')).toBeLessThan(0);
    expect(compareIds('7', '7')).toBe(0);
  });
});
