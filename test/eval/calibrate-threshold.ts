import type { MatchCalibration } from '@hadir/shared/face/model-manifest';
import { EvaluationError } from './evaluation-error.ts';
import type { ScoreHistogram } from './score-histogram.ts';

/** The share of impostor pairs that is the tail. */
const TAIL = 0.01;
/** Fewer pairs than this in the tail say nothing about it. */
const FEWEST = 20;

/**
 * Fits the tail of the impostor pairs: above the score that one pair in a hundred exceeds, the excess is taken to be
 * exponential, its scale the mean excess. Of the generalised Pareto distributions, which every tail approaches, this is
 * the one between those that end somewhere and those that fall slower than any exponential: the samples of cosines fall
 * faster, so a threshold from it errs on the safe side. Few pairs say little about the mean excess, so the upper end of
 * its 95 % interval is taken. Source: Pickands 1975; Scheirer et al. 2011 on the tails of scores.
 * @throws EvaluationError `nothing-to-measure`.
 */
export function calibrateThreshold(
  impostor: ScoreHistogram,
  { people, data, lowestThreshold }: { people: number; data: string; lowestThreshold: number },
): MatchCalibration {
  const from = impostor.thresholdFor(TAIL);
  let above = 0;
  let excess = 0;
  for (const [score, count] of impostor.bins()) {
    if (score < from) continue;
    above += count;
    excess += (score - from) * count;
  }
  if (above < FEWEST) {
    const needed = FEWEST / TAIL;
    throw new EvaluationError(
      'nothing-to-measure',
      `A calibration takes at least ${needed} pairs of different people; here are ${impostor.total}.`,
    );
  }
  return {
    tail: { from: round(from), share: round(above / impostor.total), scale: round(upperMean(excess / above, above)) },
    lowestThreshold,
    data,
    people,
    pairs: impostor.total,
    highest: round(impostor.highest),
    measured: new Date().toISOString().slice(0, 10),
  };
}

/** The mean of an exponential that 5 % of samples as low as this would have. Source: Wilson and Hilferty 1931 for χ². */
function upperMean(mean: number, n: number): number {
  const freedom = 2 * n;
  const spread = 2 / (9 * freedom);
  const chiSquare = freedom * (1 - spread - 1.644854 * Math.sqrt(spread)) ** 3;
  return (mean * freedom) / chiSquare;
}

function round(value: number): number {
  return Number(value.toFixed(4));
}
