import { matchThreshold } from '@hadir/shared/face/match-threshold';
import { describe, expect, it } from 'vitest';
import { calibrateThreshold } from './calibrate-threshold.ts';
import { ScoreHistogram } from './score-histogram.ts';

const about = { people: 200, data: 'made for these tests', lowestThreshold: 0.3 };

/** Scores spread as a distribution's quantiles are. */
function histogram(n: number, quantile: (share: number) => number): ScoreHistogram {
  const scores = new ScoreHistogram();
  for (let i = 0; i < n; i++) scores.add(quantile((i + 0.5) / n));
  return scores;
}

/** An exponential that begins at 0. */
const exponential = (scale: number) => (share: number) => -scale * Math.log(1 - share);

describe('calibrateThreshold', () => {
  it('finds the scale of an exponential tail, a little above it for what few pairs leave open', () => {
    const { tail, pairs, people, highest } = calibrateThreshold(histogram(100_000, exponential(0.05)), about);
    expect(tail.from).toBeCloseTo(0.05 * Math.log(100), 2);
    expect(tail.share).toBeCloseTo(0.01, 3);
    expect(tail.scale).toBeGreaterThan(0.05);
    expect(tail.scale).toBeLessThan(0.055);
    expect([pairs, people]).toEqual([100_000, 200]);
    expect(highest).toBeGreaterThan(0.5);
  });

  it('asks for more the fewer pairs it rests on', () => {
    const scales = [3_000, 30_000, 300_000].map(
      (n) => calibrateThreshold(histogram(n, exponential(0.05)), about).tail.scale,
    );
    expect(scales).toEqual(scales.toSorted((a, b) => b - a));
  });

  it('leads to a threshold that keeps the bound in a roster', () => {
    const calibration = calibrateThreshold(histogram(100_000, exponential(0.05)), about);
    const chance = Math.exp(-matchThreshold(calibration, 100) / 0.05);
    expect(chance * 100).toBeLessThanOrEqual(1e-3);
  });

  it('refuses to say anything from too few pairs', () => {
    expect(() => calibrateThreshold(histogram(700, exponential(0.05)), about)).toThrow(/at least 2000 pairs.*700/);
  });
});
