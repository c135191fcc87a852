import type { Framing } from './judge-frame.ts';
import type { PassiveVerdict } from './judge-passive.ts';
import type { ReliefVerdict } from './judge-relief.ts';

/** What each way of looking at a face says, over its whole track. */
export interface Cues {
  readonly passive: PassiveVerdict;
  readonly relief: ReliefVerdict;
  readonly framing: Framing;
}

export type DoubtReason = 'passive' | 'flat' | 'still' | 'framed';

export type LiveVerdict =
  | { readonly kind: 'live' }
  | { readonly kind: 'not-live'; readonly reasons: readonly DoubtReason[] }
  /** The cues disagree, or some of them cannot tell yet. */
  | { readonly kind: 'in-doubt'; readonly reasons: readonly DoubtReason[] };

/**
 * Puts the cues together. None decides by itself: a face lives where the passive model and its own motion say so and
 * nothing is seen to frame it, and it does not where two of them say the contrary.
 */
export function judgeCues({ passive, relief, framing }: Cues): LiveVerdict {
  const against: DoubtReason[] = [];
  if (passive === 'attack') against.push('passive');
  if (relief === 'flat') against.push('flat');
  if (framing === 'framed') against.push('framed');
  if (against.length >= 2) return { kind: 'not-live', reasons: against };
  if (passive === 'live' && relief === 'solid' && framing === 'free') return { kind: 'live' };
  const doubts: DoubtReason[] = [...against];
  if (passive === 'doubtful') doubts.push('passive');
  if (relief === 'cannot-tell') doubts.push('still');
  return { kind: 'in-doubt', reasons: doubts };
}
