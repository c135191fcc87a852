import { MATCH_MARGIN, matchThreshold } from '@hadir/shared/face/match-threshold';
import type { MatchCalibration } from '@hadir/shared/face/model-manifest';

/**
 * The cosine from which two people of one roster count as look-alikes: more than strangers ever reached in the
 * calibration, and within two margins of what a door asks for, so that a large office does not fill with harmless pairs.
 * @param templates of the roster.
 */
export function lookAlikeThreshold(calibration: MatchCalibration, templates: number): number {
  return Math.max(calibration.highest, matchThreshold(calibration, templates) - 2 * MATCH_MARGIN);
}
