import { createDotProducts } from '@hadir/shared/face/dot-products';
import { startProgress } from './progress.ts';
import type { Pair } from './read-pairs.ts';
import { ScoreHistogram } from './score-histogram.ts';

/** A picture whose face was found. */
export interface Sample {
  readonly person: string;
  readonly embedding: Float32Array;
}

interface GenuineScore {
  readonly person: string;
  readonly score: number;
  readonly fold: number;
}

export interface PairScores {
  readonly genuine: readonly GenuineScore[];
  /** Of each fold: large datasets have more impostor pairs than memory holds. */
  readonly impostors: readonly ScoreHistogram[];
}

/** Parts into which the pairs fall, one of which is held back at a time to judge a threshold. */
export const FOLDS = 10;
const FLOAT_BYTES = 4;

/** Compares every sample with every other one. */
export function scoreAllPairs(samples: readonly Sample[]): PairScores {
  const collected = new Collector();
  const dimension = samples[0]?.embedding.length ?? 0;
  const rows = samples.length * dimension * FLOAT_BYTES;
  const { buffer, multiply } = createDotProducts(rows + samples.length * FLOAT_BYTES);
  const matrix = new Float32Array(buffer, 0, samples.length * dimension);
  for (const [i, { embedding }] of samples.entries()) matrix.set(embedding, i * dimension);
  const scores = new Float32Array(buffer, rows, samples.length);
  const progress = startProgress('comparisons of one picture with all', samples.length);
  for (const [i, { person }] of samples.entries()) {
    const next = i + 1;
    if (next === samples.length) break;
    const rowBytes = dimension * FLOAT_BYTES;
    const row = i * rowBytes;
    multiply(next * rowBytes, rows + next * FLOAT_BYTES, rows + scores.byteLength, row, row + rowBytes);
    for (let j = next; j < samples.length; j++) {
      collected.add(person, samples[j]?.person === person, scores[j] as number);
    }
    progress.step(next);
  }
  progress.end();
  return collected;
}

/** Compares the listed pairs of which both faces were found. @param samples null where none was. */
export function scoreListedPairs(samples: readonly (Sample | null)[], pairs: readonly Pair[]): PairScores {
  const collected = new Collector();
  for (const { a, b, same } of pairs) {
    const [one, other] = [samples[a], samples[b]];
    if (one && other) {
      collected.add(one.person, same, cosine(one.embedding, other.embedding));
    }
  }
  return collected;
}

class Collector implements PairScores {
  readonly genuine: GenuineScore[] = [];
  readonly impostors = Array.from({ length: FOLDS }, () => new ScoreHistogram());
  #different = 0;

  add(person: string, same: boolean, score: number): void {
    if (same) this.genuine.push({ person, score, fold: this.genuine.length % FOLDS });
    else this.impostors[this.#different++ % FOLDS]?.add(score);
  }
}

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
}
