import { describe, expect, it } from 'vitest';
import { findCalibration } from './find-model.ts';
import { matchThreshold } from './match-threshold.ts';
import { type MatchCalibration, readModelManifest } from './model-manifest.ts';

const calibration: MatchCalibration = {
  tail: { from: 0.2, share: 0.01, scale: 0.03 },
  lowestThreshold: 0.45,
  data: 'made for these tests',
  people: 2,
  pairs: 1,
  highest: 0.3,
  measured: '2026-01-01',
};

/** The chance that a stranger reaches a score with one template, by the same calibration. */
function chance(score: number): number {
  return calibration.tail.share * Math.exp((calibration.tail.from - score) / calibration.tail.scale);
}

describe('matchThreshold', () => {
  it('asks for the lowest threshold in every small roster, also in an empty one', () => {
    for (const size of [0, 1, 10]) expect(matchThreshold(calibration, size)).toBe(0.45);
  });

  it('asks for more the larger the roster, so that a stranger passes once in a thousand times at most', () => {
    for (const size of [500, 5000, 100_000]) {
      const threshold = matchThreshold(calibration, size);
      expect(threshold).toBeGreaterThan(0.45);
      expect(chance(threshold) * size).toBeCloseTo(1e-3, 9);
    }
  });

  it('keeps another bound where one is given', () => {
    expect(chance(matchThreshold(calibration, 1000, 1e-4)) * 1000).toBeCloseTo(1e-4, 9);
    expect(matchThreshold(calibration, 1000, 1e-2)).toBeLessThan(matchThreshold(calibration, 1000));
  });

  it('never asks for more than a face that is compared with itself', () => {
    expect(matchThreshold(calibration, 1e15)).toBe(1);
  });

  it('has a calibration for the embedder that the project comes with', async () => {
    const own = findCalibration(await readModelManifest());
    expect(matchThreshold(own, 1)).toBe(own.lowestThreshold);
    expect(own.highest).toBeLessThan(own.lowestThreshold);
  });
});
