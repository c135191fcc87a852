import type { LivenessPolicy } from './liveness-policy.ts';

/** Whether a face moved as no flat picture can. */
export type ReliefVerdict = 'solid' | 'flat' | 'cannot-tell';

const QUANTILE = 0.75;
/** A face that holds quite still cannot be told from a picture before this many comparisons. */
const FLAT_AFTER = 20;

/** @param reliefs of the looks of one face, the latest last; no single comparison decides. */
export function judgeRelief(
  reliefs: readonly number[],
  { minRelief, minReliefs, reliefWindow }: LivenessPolicy,
): ReliefVerdict {
  const latest = reliefs.slice(-reliefWindow).sort((a, b) => a - b);
  if (latest.length < minReliefs) return 'cannot-tell';
  if ((latest[Math.floor(latest.length * QUANTILE)] as number) >= minRelief) return 'solid';
  return latest.length >= FLAT_AFTER ? 'flat' : 'cannot-tell';
}
