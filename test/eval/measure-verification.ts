import { type Rate, rateOverPersons } from './rate-over-persons.ts';
import { ScoreHistogram } from './score-histogram.ts';
import { FOLDS, type PairScores } from './score-pairs.ts';

/** The rates of false matches at which non-matches are reported. */
const FMR_TARGETS = ['0.01', '0.001', '0.0001'] as const;
type FmrTarget = (typeof FMR_TARGETS)[number];

interface OperatingPoint {
  readonly fmr: FmrTarget;
  /** The lowest cosine at which at most this share of the impostor pairs match. */
  readonly threshold: number;
  readonly fnmr: Rate;
  /** False where there are too few impostor pairs for this rate: the threshold then lies above all of them. */
  readonly resolved: boolean;
}

export interface Verification {
  readonly genuine: { readonly n: number; readonly min: number; readonly median: number };
  readonly impostor: { readonly n: number; readonly max: number };
  /** The chance that a genuine pair scores higher than an impostor pair. */
  readonly auc: number;
  /** Share of right decisions, genuine and impostor pairs weighing half each; tenfold cross-validation. Source: LFW's protocol. */
  readonly accuracy: number;
  readonly points: readonly OperatingPoint[];
}

/** @param scores at least one genuine and one impostor pair. */
export function measureVerification({ genuine, impostors }: PairScores): Verification {
  const impostor = ScoreHistogram.merge(impostors);
  const ordered = Float64Array.from(genuine, ({ score }) => score).sort();
  const below = impostor.sharesBelow();
  const auc = ordered.reduce((sum, score) => sum + impostor.shareBelow(score, below), 0) / ordered.length;
  const points = FMR_TARGETS.map((fmr): OperatingPoint => {
    const threshold = impostor.thresholdFor(Number(fmr));
    const outcomes = genuine.map(({ person, score }) => ({ person, failed: score < threshold }));
    return { fmr, threshold, fnmr: rateOverPersons(outcomes), resolved: impostor.total * Number(fmr) >= 1 };
  });
  return {
    genuine: { n: ordered.length, min: ordered[0] ?? Number.NaN, median: middle(ordered) },
    impostor: { n: impostor.total, max: impostor.highest },
    auc,
    accuracy: crossValidate(genuine, impostors),
    points,
  };
}

function middle(ordered: Float64Array): number {
  const half = ordered.length / 2;
  return ((ordered[Math.ceil(half) - 1] as number) + (ordered[Math.floor(half)] as number)) / 2;
}

/**
 * Each tenth of the pairs is judged by the threshold that is best on the other nine; where there are too few pairs to part
 * them, all are judged by the one that is best on all.
 */
function crossValidate(genuine: PairScores['genuine'], impostors: PairScores['impostors']): number {
  let accepted = 0;
  let rejected = 0;
  const total = impostors.reduce((sum, part) => sum + part.total, 0);
  const fewPairs = Math.min(genuine.length, total) < FOLDS;
  for (let fold = 0; fold < FOLDS; fold++) {
    const held = impostors[fold] as ScoreHistogram;
    const threshold = bestThreshold(
      genuine.filter((pair) => fewPairs || pair.fold !== fold).map(({ score }) => score),
      ScoreHistogram.merge(impostors.filter((other) => fewPairs || other !== held)),
    );
    accepted += genuine.filter((pair) => pair.fold === fold && pair.score >= threshold).length;
    rejected += held.total === 0 ? 0 : held.total * (1 - held.shareFrom(threshold));
  }
  return (accepted / genuine.length + rejected / total) / 2;
}

/** @returns the middle of the thresholds that decide best. */
function bestThreshold(genuine: readonly number[], impostor: ScoreHistogram): number {
  const below = impostor.sharesBelow();
  const own = new ScoreHistogram();
  for (const score of genuine) own.add(score);
  const missed = own.sharesBelow();
  const values = below.map((share, edge) => share - (missed[edge] as number));
  const best = Math.max(...values) - 1e-12;
  const first = values.findIndex((value) => value >= best);
  let last = first;
  while (last + 1 < values.length && (values[last + 1] as number) >= best) last++;
  return ((first + last) / 2 / (values.length - 1)) * 2 - 1;
}
