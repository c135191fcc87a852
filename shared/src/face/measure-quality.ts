import type { AlignedFace } from './align-face.ts';
import type { Box } from './box.ts';
import { estimatePose, type Pose } from './estimate-pose.ts';
import { luminance } from './fill-tensor.ts';
import type { Frame } from './frame.ts';
import type { Landmarks } from './locate-landmarks.ts';

export type QualityProblem = 'too-small' | 'cut-off' | 'turned-away' | 'too-dark' | 'too-bright' | 'blurred';

export interface FaceQuality {
  /** The shorter side of the box, in pixels. */
  readonly sizePx: number;
  /** Energy of fine detail in the aligned face, relative to its brightness; blur brings it towards 0. */
  readonly sharpness: number;
  /** Mean brightness of the aligned face, 0..255. */
  readonly brightness: number;
  readonly pose: Pose;
  /** Share of the brows', eyes', nose's and mouth's landmarks that lie inside the frame, 0..1. */
  readonly visible: number;
  /** How good the face is as evidence, 0 (refused) .. 1; it chooses the best frame of a track. */
  readonly score: number;
  /** The worst thing about the face, or null where it is good enough. */
  readonly problem: QualityProblem | null;
}

export interface QualityLimits {
  readonly minSizePx: number;
  readonly minSharpness: number;
  readonly minBrightness: number;
  readonly maxBrightness: number;
  /** Degrees, to either side. */
  readonly maxYaw: number;
  readonly maxPitch: number;
  readonly maxRoll: number;
  readonly minVisible: number;
}

/**
 * What a face at a door must reach. Measured on webcam clips: blurred to a sharpness of 5, a face scores 0.2 to 0.7
 * against itself; below a brightness of 30, live faces look like recaptures to the liveness model.
 */
export const DOOR_LIMITS: QualityLimits = {
  minSizePx: 40,
  minSharpness: 10,
  minBrightness: 30,
  maxBrightness: 225,
  maxYaw: 40,
  maxPitch: 45,
  maxRoll: 45,
  minVisible: 0.97,
};

/**
 * What a photo must reach from which a template is made: everyone is compared with it from then on. Measured on the same
 * clips: shrunk to 30 pixels, a face still scores 0.76 and more against its full size; at 20 it falls to 0.45.
 */
export const PHOTO_LIMITS: QualityLimits = {
  minSizePx: 30,
  minSharpness: 20,
  minBrightness: 40,
  maxBrightness: 225,
  maxYaw: 40,
  maxPitch: 40,
  maxRoll: 45,
  minVisible: 0.97,
};

/** Judges whether a face is good enough to be compared, and names the worst thing about it where it is not. */
export function measureQuality(
  frame: Frame,
  box: Box,
  landmarks: Landmarks,
  face: AlignedFace,
  limits: QualityLimits,
): FaceQuality {
  const sizePx = Math.min(box.width, box.height);
  const pose = estimatePose(landmarks);
  const visible = measureVisible(frame, landmarks);
  const { brightness, sharpness } = measureLight(face);
  // Each measure as a margin: 0 at its limit, 1 where it could not matter more, negative beyond the limit.
  const margins: [QualityProblem, number][] = [
    ['too-small', sizePx / limits.minSizePx - 1],
    ['cut-off', visible < limits.minVisible ? visible - 1 - limits.minVisible : 1],
    ['turned-away', 1 - Math.abs(pose.yaw) / limits.maxYaw],
    ['turned-away', 1 - Math.abs(pose.pitch) / limits.maxPitch],
    ['turned-away', 1 - Math.abs(pose.roll) / limits.maxRoll],
    ['too-dark', brightness / limits.minBrightness - 1],
    ['too-bright', (limits.maxBrightness - brightness) / (255 - limits.maxBrightness)],
    ['blurred', sharpness / limits.minSharpness - 1],
  ];
  const [problem, margin] = margins.reduce((worst, next) => (next[1] < worst[1] ? next : worst));
  return {
    sizePx,
    sharpness,
    brightness,
    pose,
    visible,
    score: Math.max(0, Math.min(1, margin)),
    problem: margin < 0 ? problem : null,
  };
}

/** The line of the jaw comes first among the landmarks; half of it may be hidden without harm. */
const JAW_POINTS = 17;

function measureVisible(frame: Frame, landmarks: Landmarks): number {
  let inside = 0;
  for (let i = JAW_POINTS * 2; i < landmarks.length; i += 2) {
    const x = landmarks[i] as number;
    const y = landmarks[i + 1] as number;
    if (x >= 0 && y >= 0 && x < frame.width && y < frame.height) inside++;
  }
  return inside / (landmarks.length / 2 - JAW_POINTS);
}

/** The part of the aligned face that is skin in every pose: from the brows to the lips. */
const INNER = { left: 28, right: 84, top: 36, bottom: 100 } as const;

/** Sharpness is the variance of the Laplacian (Pech-Pacheco et al. 2000) over the squared mean, so that light cancels out. */
function measureLight(face: AlignedFace): { brightness: number; sharpness: number } {
  const { rgb, width } = face;
  const stride = width * 3;
  let light = 0;
  let sum = 0;
  let squares = 0;
  let pixels = 0;
  for (let y = INNER.top; y < INNER.bottom; y++) {
    for (let x = INNER.left; x < INNER.right; x++, pixels++) {
      const i = y * stride + x * 3;
      const here = luminance(rgb, i);
      const around =
        luminance(rgb, i - 3) + luminance(rgb, i + 3) + luminance(rgb, i - stride) + luminance(rgb, i + stride);
      const edge = around - 4 * here;
      light += here;
      sum += edge;
      squares += edge * edge;
    }
  }
  const brightness = light / pixels;
  const variance = squares / pixels - (sum / pixels) ** 2;
  return { brightness, sharpness: (variance / Math.max(brightness, 1) ** 2) * 10_000 };
}
