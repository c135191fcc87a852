import { describe, expect, it } from 'vitest';
import { matchThreshold } from './match-threshold.ts';

describe('matchThreshold', () => {
  it('asks for 0.45 in every small roster, also in an empty one', () => {
    for (const size of [0, 1, 10, 300]) expect(matchThreshold(size)).toBe(0.45);
  });

  it('asks for more the larger the roster, and for 0.49 in one of 5,000', () => {
    const thresholds = [500, 1000, 5000, 20_000, 100_000].map(matchThreshold);
    expect(thresholds).toEqual([...thresholds].sort((a, b) => a - b));
    expect(matchThreshold(5000)).toBeCloseTo(0.4926, 3);
  });
});
