import { type Box, overlap } from './box.ts';
import type { Frame } from './frame.ts';
import { letterboxFrame } from './letterbox-frame.ts';
import type { FaceModels } from './load-models.ts';

export interface Detection {
  readonly box: Box;
  /** The detector's confidence, 0..1. */
  readonly score: number;
}

const MIN_SCORE = 0.7;
/** Two boxes that share more than this of their union are the same face. */
const MAX_OVERLAP = 0.4;

/**
 * Finds faces, best score first. Source: Ultra-Light-Fast-Generic-Face-Detector-1MB (RFB-320): the boxes come out
 * decoded, so a threshold and non-maximum suppression are all that is left to do.
 */
export function detectFaces(models: Pick<FaceModels, 'detector'>, frame: Frame): Promise<Detection[]> {
  const { detector } = models;
  const { shape, mean, divisor } = detector.spec.input;
  const [, , height, width] = shape as [number, number, number, number];
  const scale = Math.min(width / frame.width, height / frame.height);
  return detector.run(
    (input) => letterboxFrame(frame, { width, height, scale, mean, divisor }, input),
    (scores, boxes) =>
      suppressOverlaps(readCandidates(scores as Float32Array, boxes as Float32Array, width / scale, height / scale)),
  );
}

/** @param width and height of the letterboxed input in the frame's pixels, of which its top left corner is the frame's. */
function readCandidates(scores: Float32Array, boxes: Float32Array, width: number, height: number): Detection[] {
  const found: Detection[] = [];
  for (let i = 1; i < scores.length; i += 2) {
    const score = scores[i] as number;
    if (score < MIN_SCORE) continue;
    const at = (i - 1) * 2;
    const x = (boxes[at] as number) * width;
    const y = (boxes[at + 1] as number) * height;
    const right = (boxes[at + 2] as number) * width;
    const bottom = (boxes[at + 3] as number) * height;
    found.push({ box: { x, y, width: right - x, height: bottom - y }, score });
  }
  return found.sort((a, b) => b.score - a.score);
}

function suppressOverlaps(candidates: readonly Detection[]): Detection[] {
  const kept: Detection[] = [];
  for (const candidate of candidates) {
    if (kept.every((other) => overlap(candidate.box, other.box) <= MAX_OVERLAP)) kept.push(candidate);
  }
  return kept;
}
