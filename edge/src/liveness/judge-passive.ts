import { median } from '../sighting/median.ts';
import type { LivenessPolicy } from './liveness-policy.ts';

/** What the passive model says over the looks of a face. */
export type PassiveVerdict = 'live' | 'doubtful' | 'attack';

/** @param scores of the looks, at least one: 0 (a recapture) .. 1 (a live face). */
export function judgePassive(
  scores: readonly number[],
  { minLiveness, minLiveShare, hopelessLiveness }: LivenessPolicy,
): PassiveVerdict {
  const middle = median(scores);
  const live = scores.filter((score) => score >= minLiveness).length;
  if (middle >= minLiveness && live >= scores.length * minLiveShare) return 'live';
  return middle <= Math.min(hopelessLiveness, minLiveness) ? 'attack' : 'doubtful';
}
