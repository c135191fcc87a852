import { describe, expect, it } from 'vitest';
import { measureVerification } from './measure-verification.ts';
import { ScoreHistogram } from './score-histogram.ts';
import { FOLDS } from './score-pairs.ts';

function measure(genuine: readonly number[], impostor: readonly number[]) {
  const impostors = Array.from({ length: FOLDS }, () => new ScoreHistogram());
  for (const [i, score] of impostor.entries()) impostors[i % FOLDS]?.add(score);
  return measureVerification({
    genuine: genuine.map((score, i) => ({ person: `person ${i}`, score, fold: i % FOLDS })),
    impostors,
  });
}

const spread = (n: number, from: number, to: number) =>
  Array.from({ length: n }, (_, i) => from + ((to - from) * i) / (n - 1));

describe('measureVerification', () => {
  it('finds no error where every genuine pair scores above every impostor pair', () => {
    const { auc, accuracy, points, genuine, impostor } = measure(spread(50, 0.6, 0.9), spread(2000, -0.2, 0.3));
    expect([auc, accuracy]).toEqual([1, 1]);
    expect(points.map(({ fnmr }) => fnmr.rate)).toEqual([0, 0, 0]);
    expect(genuine).toMatchObject({ n: 50, min: 0.6, median: expect.closeTo(0.75, 9) });
    expect(impostor).toEqual({ n: 2000, max: 0.3 });
  });

  it('counts the genuine pairs below the threshold that one impostor pair in a hundred reaches', () => {
    const { points } = measure([0.1, 0.2, 0.95, 0.96], spread(1000, 0, 0.9));
    expect(points[0]?.threshold).toBeCloseTo(0.8915, 3);
    expect(points[0]?.fnmr.rate).toBe(0.5);
  });

  it('says which rates there are too few impostor pairs for, and then asks for more than the highest of them', () => {
    const { points } = measure([0.5, 0.7], spread(500, 0, 0.6));
    expect(points.map(({ resolved }) => resolved)).toEqual([true, false, false]);
    expect(points[1]?.threshold).toBeGreaterThan(0.6);
    expect(points[1]?.threshold).toBeLessThan(0.601);
    expect(points[1]?.fnmr.rate).toBe(0.5);
  });

  it('finds chance where the scores say nothing', () => {
    const { auc, accuracy } = measure(spread(400, 0, 1), spread(400, 0, 1));
    expect(auc).toBeCloseTo(0.5, 2);
    expect(accuracy).toBeGreaterThan(0.4);
    expect(accuracy).toBeLessThan(0.6);
  });

  it('measures what there is, where there is one pair of each kind', () => {
    const { auc, accuracy } = measure([0.8], [0.2]);
    expect([auc, accuracy]).toEqual([1, 1]);
  });

  it('gives the AUC that comparing pair by pair gives', () => {
    // Scores lie in the middle of the histogram's bins, so that only equal scores tie.
    const draw = (seed: number, n: number) =>
      Array.from({ length: n }, (_, i) => ((seed * 7919 + i * i * 104_729 + i * 31) % 20) / 20 + 0.00005);
    for (let seed = 1; seed <= 20; seed++) {
      const [genuine, impostor] = [draw(seed, 1 + (seed % 12)), draw(seed * 13, 1 + ((seed * 5) % 17))];
      let wins = 0;
      for (const g of genuine) for (const i of impostor) wins += g > i ? 1 : g === i ? 0.5 : 0;
      expect(measure(genuine, impostor).auc).toBeCloseTo(wins / genuine.length / impostor.length, 9);
    }
  });
});
