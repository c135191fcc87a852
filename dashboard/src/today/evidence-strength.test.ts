import { describe, expect, it } from 'vitest';
import { sampleArrival } from '../../test/sample-arrival.ts';
import { evidenceStrength } from './evidence-strength.ts';

const { evidence } = sampleArrival();

describe('evidenceStrength', () => {
  it('is strong far above the threshold and far from anybody else', () => {
    expect(evidenceStrength({ ...evidence, score: 0.71, secondScore: 0.12 })).toBe('strong');
    expect(evidenceStrength({ ...evidence, score: 0.71, secondScore: null })).toBe('strong');
  });

  it('is sufficient just above the threshold', () => {
    expect(evidenceStrength({ ...evidence, score: 0.4, secondScore: 0.1 })).toBe('sufficient');
  });

  it('is narrow where somebody else looks nearly as much like the face', () => {
    expect(evidenceStrength({ ...evidence, score: 0.71, secondScore: 0.65 })).toBe('narrow');
  });
});
