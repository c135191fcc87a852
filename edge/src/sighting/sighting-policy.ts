import { MATCH_MARGIN } from '@hadir/shared/face/match-threshold';
import type { UnitSettings } from '@hadir/shared/wire/command';
import { DEFAULT_LIVENESS_POLICY, type LivenessPolicy } from '../liveness/liveness-policy.ts';

/** How much must agree before a face is anything at all. */
export interface SightingPolicy extends LivenessPolicy {
  /** Frames that must name the same employee. Never one. */
  readonly minFrames: number;
  /** Clear frames that are looked back at. */
  readonly window: number;
  /** Share of those frames that must name him; the others name nobody. */
  readonly minAgreement: number;
  /** Lowest cosine of a match, whatever the roster's size; a larger roster may ask for more. */
  readonly minScore: number;
  /** How far the best employee must lead the second best, cosine. */
  readonly margin: number;
  /** The same for whoever is easily taken for somebody else of the roster. */
  readonly lookAlikeFrames: number;
  readonly lookAlikeMargin: number;
  /** Clear frames before a face is called unknown or not live: more than for a recognition, so that a turn of the head is not held against anybody. */
  readonly patience: number;
  /** Poor frames in a row before the person is told. */
  readonly poorFrames: number;
  /** Intersection over union from which two boxes are the same face. */
  readonly minOverlap: number;
  /** Cosine between two looks at one track below which they are not the same person. */
  readonly sameFace: number;
  /** A face that is out of view for this long is gone. */
  readonly lostAfterMs: number;
  /** How often a track that is decided is looked at again. */
  readonly recheckMs: number;
  /** How often an unknown face is: it may still be recognised when it turns to the camera. */
  readonly recheckUnknownMs: number;
  /** A person who stays in view, or comes back within this time, makes no second punch… */
  readonly coolDownMs: number;
  /** …unless his last one is older than this: whoever works in view of the camera still has a punch near the time he leaves. */
  readonly longestSilenceMs: number;
}

export const DEFAULT_SIGHTING_POLICY: SightingPolicy = {
  ...DEFAULT_LIVENESS_POLICY,
  minFrames: 3,
  window: 12,
  minAgreement: 0.5,
  minScore: 0,
  margin: MATCH_MARGIN,
  lookAlikeFrames: 6,
  lookAlikeMargin: MATCH_MARGIN * 2.4,
  patience: 8,
  poorFrames: 8,
  minOverlap: 0.25,
  sameFace: 0.3,
  lostAfterMs: 1_000,
  recheckMs: 500,
  recheckUnknownMs: 200,
  coolDownMs: 60_000,
  longestSilenceMs: 600_000,
};

/** What was set from afar, over the unit's own cool-down. */
export function policyFrom(settings: UnitSettings, coolDownMs: number): SightingPolicy {
  const { minimumScore, minimumLiveness, coolDownSeconds, challenge } = settings;
  const policy = policyWithCoolDown(coolDownSeconds === undefined ? coolDownMs : coolDownSeconds * 1_000);
  return {
    ...policy,
    ...(minimumScore === undefined ? {} : { minScore: minimumScore }),
    ...(minimumLiveness === undefined ? {} : { minLiveness: minimumLiveness }),
    ...(challenge === undefined ? {} : { challenge }),
  };
}

/** The default policy with another cool-down; the longest silence keeps its proportion to it. */
function policyWithCoolDown(coolDownMs: number): SightingPolicy {
  return { ...DEFAULT_SIGHTING_POLICY, coolDownMs, longestSilenceMs: coolDownMs * 10 };
}
