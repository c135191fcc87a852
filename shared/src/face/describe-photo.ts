import { alignFace } from './align-face.ts';
import type { Box } from './box.ts';
import { decodePhoto } from './decode-frame.ts';
import type { Detection } from './detect-faces.ts';
import { detectInPhoto } from './detect-in-photo.ts';
import { embedFace } from './embed-face.ts';
import type { FaceModels } from './load-models.ts';
import { locateLandmarks } from './locate-landmarks.ts';
import {
  type FaceQuality,
  measureQuality,
  PHOTO_LIMITS,
  type QualityLimits,
  type QualityProblem,
} from './measure-quality.ts';

export type PhotoOutcome =
  /** `model` is the id of the model that made the embedding. */
  | { kind: 'described'; embedding: Float32Array; model: string; quality: FaceQuality; box: Box }
  | { kind: 'unreadable'; reason: string }
  | { kind: 'no-face' }
  | { kind: 'several-faces'; count: number }
  | { kind: 'poor-quality'; problem: QualityProblem; quality: FaceQuality; box: Box };

/**
 * A photo is of one person where no other face is at least half as high as the largest: smaller ones are people in the
 * background, larger ones leave it open whose photo it is.
 */
const COMPARABLE_HEIGHT = 0.5;

/** Makes the embedding of the one face in an enrolment photo. */
export async function describePhoto(
  models: FaceModels,
  photo: Uint8Array,
  limits: QualityLimits = PHOTO_LIMITS,
): Promise<PhotoOutcome> {
  const decoded = await decodePhoto(photo);
  if (decoded.kind === 'unreadable') return decoded;
  const { frame } = decoded;
  const faces = comparableFaces(await detectInPhoto(models, frame));
  const [only] = faces;
  if (!only) return { kind: 'no-face' };
  if (faces.length > 1) return { kind: 'several-faces', count: faces.length };
  const { box } = only;
  const landmarks = await locateLandmarks(models, frame, box);
  const face = alignFace(frame, landmarks);
  const quality = measureQuality(frame, box, landmarks, face, limits);
  if (quality.problem !== null) return { kind: 'poor-quality', problem: quality.problem, quality, box };
  const embedding = await embedFace(models, face);
  return { kind: 'described', embedding, model: models.embedder.spec.id, quality, box };
}

function comparableFaces(faces: readonly Detection[]): Detection[] {
  const largest = Math.max(...faces.map(({ box }) => box.height));
  return faces.filter(({ box }) => box.height >= largest * COMPARABLE_HEIGHT);
}
