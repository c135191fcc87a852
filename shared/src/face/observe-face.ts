import { alignFace } from './align-face.ts';
import type { Box } from './box.ts';
import type { Detection } from './detect-faces.ts';
import { embedFace } from './embed-face.ts';
import { type FacePatch, makePatch } from './face-patch.ts';
import type { Frame } from './frame.ts';
import { judgeLiveness } from './judge-liveness.ts';
import type { FaceModels } from './load-models.ts';
import { type Landmarks, locateLandmarks } from './locate-landmarks.ts';
import {
  DOOR_LIMITS,
  type FaceQuality,
  measureQuality,
  type QualityLimits,
  type QualityProblem,
} from './measure-quality.ts';

interface Observed {
  readonly box: Box;
  /** The detector's confidence, 0..1. */
  readonly score: number;
  readonly landmarks: Landmarks;
}

/** A face that is good enough to be compared. */
export interface ClearObservation extends Observed {
  readonly kind: 'clear';
  readonly quality: FaceQuality & { readonly problem: null };
  /** 512 numbers of length one. */
  readonly embedding: Float32Array;
  /** Passive liveness of this still, 0..1. */
  readonly liveness: number;
  /** For comparing looks at one face with each other. */
  readonly patch: FacePatch;
}

/** A face that the quality gate refused: neither compared nor judged. */
export interface PoorObservation extends Observed {
  readonly kind: 'poor';
  readonly quality: FaceQuality & { readonly problem: QualityProblem };
  readonly embedding: null;
  readonly liveness: null;
}

export type FaceObservation = ClearObservation | PoorObservation;

/** Runs every step for one detected face. */
export async function observeFace(
  models: Pick<FaceModels, 'landmarks' | 'embedder' | 'liveness'>,
  frame: Frame,
  { box, score }: Detection,
  limits: QualityLimits = DOOR_LIMITS,
): Promise<FaceObservation> {
  const landmarks = await locateLandmarks(models, frame, box);
  const face = alignFace(frame, landmarks);
  const quality = measureQuality(frame, box, landmarks, face, limits);
  const { problem } = quality;
  if (problem !== null) {
    return { kind: 'poor', box, score, landmarks, quality: { ...quality, problem }, embedding: null, liveness: null };
  }
  const embedding = await embedFace(models, face);
  const liveness = await judgeLiveness(models, frame, box);
  const patch = makePatch(face);
  return { kind: 'clear', box, score, landmarks, quality: { ...quality, problem }, embedding, liveness, patch };
}
