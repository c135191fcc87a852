import type { AlignedFace } from './align-face.ts';
import { luminance } from './fill-tensor.ts';

/** Side of a patch in pixels. */
export const PATCH_SIDE = 56;

/** A small grey picture of an aligned face, rows from the top, of mean 0 and variance 1 so that light cancels out. */
export type FacePatch = Float32Array;

/** Shrinks an aligned face by two. @param face 112 × 112 pixels. */
export function makePatch({ rgb, width }: AlignedFace): FacePatch {
  const patch = new Float32Array(PATCH_SIDE * PATCH_SIDE);
  const stride = width * 3;
  let sum = 0;
  let squares = 0;
  for (let y = 0, at = 0; y < PATCH_SIDE; y++) {
    for (let x = 0; x < PATCH_SIDE; x++, at++) {
      const i = y * 2 * stride + x * 6;
      const value =
        luminance(rgb, i) + luminance(rgb, i + 3) + luminance(rgb, i + stride) + luminance(rgb, i + stride + 3);
      patch[at] = value;
      sum += value;
      squares += value * value;
    }
  }
  const mean = sum / patch.length;
  const scale = 1 / Math.max(1, Math.sqrt(squares / patch.length - mean * mean));
  for (let i = 0; i < patch.length; i++) patch[i] = ((patch[i] as number) - mean) * scale;
  return patch;
}
