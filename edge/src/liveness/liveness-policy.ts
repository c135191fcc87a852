/** When a face is believed to live. */
export interface LivenessPolicy {
  /** When a movement is asked for. */
  readonly challenge: 'never' | 'in-doubt' | 'always';
  /** Median of the passive score over the agreeing looks, and the share of them that must reach it. */
  readonly minLiveness: number;
  readonly minLiveShare: number;
  /** Median of the passive score at or below which nothing else is asked. */
  readonly hopelessLiveness: number;
  /** Pixels of the patch from which the upper quartile of the latest reliefs is no flat picture's. */
  readonly minRelief: number;
  /** Comparisons that it takes, and how many of the latest ones count. */
  readonly minReliefs: number;
  readonly reliefWindow: number;
  /** Looks for what frames the face that it takes to say that nothing does. */
  readonly minFramings: number;
  /** How long the cues have to agree before somebody is asked, and before he is given up where nobody may be asked. */
  readonly doubtMs: number;
  readonly giveUpMs: number;
  /** For one movement, and how many may be missed. */
  readonly challengeMs: number;
  readonly challengeTries: number;
  /** Degrees that the head must turn. */
  readonly turn: number;
}

/**
 * The relief that is asked for lies above nine of ten comparisons of every flat attack that was staged (0.13), and below
 * one of three of a face that is not held still on purpose (docs/recognition.md).
 */
export const DEFAULT_LIVENESS_POLICY: LivenessPolicy = {
  challenge: 'in-doubt',
  minLiveness: 0.5,
  minLiveShare: 0.6,
  hopelessLiveness: 0.2,
  minRelief: 0.18,
  minReliefs: 8,
  reliefWindow: 24,
  minFramings: 5,
  doubtMs: 3_000,
  giveUpMs: 10_000,
  challengeMs: 7_000,
  challengeTries: 3,
  turn: 20,
};
