import type { MatchCalibration } from './model-manifest.ts';

/** The chance that the face of a stranger passes for anyone in the roster: FPIR of 0.1 %. */
export const STRANGER_PASSES = 1e-3;

/** How much the best employee must lead the second best; look-alikes closer than this are not told apart by one frame. */
export const MATCH_MARGIN = 0.05;

/**
 * The cosine from which a face counts as an employee's in a 1:N match. A stranger has as many chances to pass as there
 * are templates to compare with, so a larger roster asks for more. What a chance is worth comes from the embedder's
 * calibration: above `tail.from`, each further `tail.scale` makes a pair of strangers e times rarer.
 * @param templates that a face is compared with: one for each employee, or more where they are kept apart.
 * @param strangerPasses the bound on FPIR.
 */
export function matchThreshold(
  { tail, lowestThreshold }: MatchCalibration,
  templates: number,
  strangerPasses: number = STRANGER_PASSES,
): number {
  const perTemplate = strangerPasses / Math.max(1, templates);
  return Math.min(1, Math.max(lowestThreshold, tail.from + tail.scale * Math.log(tail.share / perTemplate)));
}
