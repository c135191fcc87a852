import { describe, expect, it } from 'vitest';
import { identifyOpenSet } from './identify-open-set.ts';
import type { Sample } from './score-pairs.ts';

const calibration = {
  tail: { from: 0.2, share: 0.01, scale: 0.03 },
  lowestThreshold: 0.45,
  data: 'made for these tests',
  people: 2,
  pairs: 1,
  highest: 0.2,
  measured: '2026-01-01',
};
const options = { enrol: 2, leaveOut: 0.25, seed: 1, average: true, strangerPasses: 1e-3 };
const SPACE = 32;

/** Each person is a direction of his own; a picture leans towards another's by an angle. */
function picture(person: number, angle = 0, towards = SPACE - 1): Sample {
  const embedding = new Float32Array(SPACE);
  embedding[person] = Math.cos(angle);
  embedding[towards] = (embedding[towards] ?? 0) + Math.sin(angle);
  return { person: `person ${person}`, embedding };
}

const everybody = (pictures: number) =>
  Array.from({ length: 8 * pictures }, (_, i) => picture(Math.floor(i / pictures), (i % pictures) * 0.1));

describe('identifyOpenSet', () => {
  it('leaves a share of the people out, enrols the others and looks for the rest of their pictures', () => {
    const found = identifyOpenSet(everybody(4), calibration, options);
    expect(found).toMatchObject({ enrolled: 6, templates: 12, probes: 12, strangers: 8, rank1: 1, misnamed: 0 });
    expect(found?.fpir.rate).toBe(0);
    expect(found?.fnir.rate).toBe(0);
    expect(found?.threshold).toBe(0.45);
  });

  it('keeps a picture for the probe where a person has only as many as are enrolled', () => {
    expect(identifyOpenSet(everybody(2), calibration, options)).toMatchObject({ templates: 6, probes: 6 });
  });

  it('counts a stranger who looks like somebody', () => {
    const twin = everybody(3).map((sample) =>
      sample.person === 'person 0' ? { ...picture(1, 0.02), person: 'person 0' } : sample,
    );
    const rates = [1, 2, 3, 4, 5, 6, 7, 8].map(
      (seed) => identifyOpenSet(twin, calibration, { ...options, seed })?.fpir.rate ?? 0,
    );
    expect(Math.max(...rates)).toBe(0.5);
  });

  it('counts a face that has changed too much as not identified', () => {
    const changed = everybody(3).map((sample, i) => (i % 3 === 2 ? { ...picture(Math.floor(i / 3), 1.3) } : sample));
    expect(identifyOpenSet(changed, calibration, options)?.fnir.rate).toBe(1);
  });

  it('chooses the same people for the same seed', () => {
    const run = (seed: number) => identifyOpenSet(everybody(4), calibration, { ...options, seed });
    expect(run(7)).toEqual(run(7));
  });

  it('measures nothing where nobody has two pictures, or too few people are there', () => {
    expect(identifyOpenSet(everybody(1), calibration, options)).toBeNull();
    expect(identifyOpenSet(everybody(4).slice(0, 8), calibration, options)).toBeNull();
  });
});
