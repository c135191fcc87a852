/**
 * Cosine at which two faces count as the same person. Measured with the project's embedder on several frames of eight
 * people, two men in webcam clips and sixteen portraits: no two different people came above 0.31, frames of the same
 * person in good light rarely fell below 0.5. A calibration on a larger set replaces this constant.
 */
const BASE_THRESHOLD = 0.45;

/** How much the best employee must lead the second best; look-alikes closer than this are not decided by one frame. */
export const MATCH_MARGIN = 0.05;

/**
 * The threshold of a 1:N match in a roster of this size. A stranger has as many chances to pass as there are people in
 * the roster; until the impostor distribution is calibrated, every size gets the same, conservative threshold.
 */
export function matchThreshold(_rosterSize: number): number {
  return BASE_THRESHOLD;
}
