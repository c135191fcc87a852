import { type FacePatch, PATCH_SIDE } from './face-patch.ts';
import { invertMatrix } from './invert-matrix.ts';

/** x' = (h0·x + h1·y + h2) / (h6·x + h7·y + 1), y' likewise; x and y from the middle of the patch, in half sides. */
export type Homography = Float64Array;

/** A patch prepared to be fitted against: what does not change from fit to fit is worked out once. */
export interface PlaneReference {
  readonly patch: FacePatch;
  /** Slopes along x and y, by the pixel. */
  readonly slopeX: Float32Array;
  readonly slopeY: Float32Array;
  /** Eight numbers for each pixel: how its value changes with each number of the homography. */
  readonly steepest: Float32Array;
  /** Inverse of their products' sums, 8 × 8. */
  readonly inverse: Float64Array;
}

const HALF = (PATCH_SIDE - 1) / 2;
/** The inner part: hair and background at the rim are not the face's. */
const FIRST = 6;
const LAST = PATCH_SIDE - 7;
const ROUNDS = 8;
/** Of the homography: less than a hundredth of a pixel at the patch's rim. */
const SMALL_STEP = 2e-4;
/** In deviations of the patch. What differs more is a lid or a lip that moved: it must not pull the whole face along. */
const MOST_ERROR = 1;

/**
 * Prepares a patch. Source: Baker and Matthews 2004, "Lucas-Kanade 20 Years On", the inverse compositional algorithm.
 * @returns null where the face has too little in it to hold on to.
 */
export function preparePlane(patch: FacePatch): PlaneReference | null {
  const n = PATCH_SIDE;
  const slopeX = new Float32Array(n * n);
  const slopeY = new Float32Array(n * n);
  const steepest = new Float32Array(n * n * 8);
  const products = new Float64Array(64);
  for (let v = FIRST; v <= LAST; v++) {
    const y = (v - HALF) / HALF;
    for (let u = FIRST; u <= LAST; u++) {
      const at = v * n + u;
      const gx = ((patch[at + 1] as number) - (patch[at - 1] as number)) / 2;
      const gy = ((patch[at + n] as number) - (patch[at - n] as number)) / 2;
      slopeX[at] = gx;
      slopeY[at] = gy;
      const x = (u - HALF) / HALF;
      const along = -(x * gx + y * gy);
      const s = at * 8;
      steepest[s] = gx * x;
      steepest[s + 1] = gx * y;
      steepest[s + 2] = gx;
      steepest[s + 3] = gy * x;
      steepest[s + 4] = gy * y;
      steepest[s + 5] = gy;
      steepest[s + 6] = along * x;
      steepest[s + 7] = along * y;
      addProducts(steepest, s, products);
    }
  }
  for (let i = 0; i < 8; i++) for (let j = 0; j < i; j++) products[i * 8 + j] = products[j * 8 + i] as number;
  const inverse = invertMatrix(products, 8);
  return inverse === null ? null : { patch, slopeX, slopeY, steepest, inverse };
}

/**
 * Brings a patch over a reference by the best planar transform, as if both showed one flat picture.
 * @param warped receives the patch as it looks then, in its inner part. @returns the transform.
 */
export function fitPlane(reference: PlaneReference, patch: FacePatch, warped: Float32Array): Homography {
  const h = new Float64Array([1, 0, 0, 0, 1, 0, 0, 0]);
  const pull = new Float64Array(8);
  const step = new Float64Array(8);
  for (let round = 0; round < ROUNDS; round++) {
    warpPatch(patch, h, warped);
    gatherPull(reference, warped, pull);
    let largest = 0;
    for (let i = 0; i < 8; i++) {
      let sum = 0;
      for (let j = 0; j < 8; j++) sum += (reference.inverse[i * 8 + j] as number) * (pull[j] as number);
      // The slopes are by the pixel, the transform is in half sides.
      step[i] = sum / HALF;
      largest = Math.max(largest, Math.abs(step[i] as number));
    }
    if (!composeInverse(h, step) || largest < SMALL_STEP) break;
  }
  warpPatch(patch, h, warped);
  return h;
}

function addProducts(steepest: Float32Array, s: number, products: Float64Array): void {
  for (let i = 0; i < 8; i++) {
    const one = steepest[s + i] as number;
    for (let j = i; j < 8; j++) {
      const k = i * 8 + j;
      products[k] = (products[k] as number) + one * (steepest[s + j] as number);
    }
  }
}

function gatherPull({ patch, steepest }: PlaneReference, warped: Float32Array, pull: Float64Array): void {
  // Eight sums in registers: a loop over them takes half as long again.
  let p0 = 0;
  let p1 = 0;
  let p2 = 0;
  let p3 = 0;
  let p4 = 0;
  let p5 = 0;
  let p6 = 0;
  let p7 = 0;
  for (let v = FIRST; v <= LAST; v++) {
    for (let u = FIRST; u <= LAST; u++) {
      const at = v * PATCH_SIDE + u;
      const raw = (warped[at] as number) - (patch[at] as number);
      const error = Math.max(-MOST_ERROR, Math.min(raw, MOST_ERROR));
      const s = at * 8;
      p0 += error * (steepest[s] as number);
      p1 += error * (steepest[s + 1] as number);
      p2 += error * (steepest[s + 2] as number);
      p3 += error * (steepest[s + 3] as number);
      p4 += error * (steepest[s + 4] as number);
      p5 += error * (steepest[s + 5] as number);
      p6 += error * (steepest[s + 6] as number);
      p7 += error * (steepest[s + 7] as number);
    }
  }
  pull.set([p0, p1, p2, p3, p4, p5, p6, p7]);
}

/** h becomes h ∘ (identity + step)⁻¹. @returns false where that is no transform any more; h is as before then. */
function composeInverse(h: Homography, step: Float64Array): boolean {
  const moved = new Float64Array(9);
  moved.set(step);
  for (const i of [0, 4, 8]) moved[i] = (moved[i] as number) + 1;
  const back = invertMatrix(moved, 3);
  if (back === null) return false;
  const from = new Float64Array(9);
  from.set(h);
  from[8] = 1;
  const out = new Float64Array(9);
  for (let i = 0; i < 3; i++)
    for (let j = 0; j < 3; j++) {
      let sum = 0;
      for (let k = 0; k < 3; k++) sum += (from[i * 3 + k] as number) * (back[k * 3 + j] as number);
      out[i * 3 + j] = sum;
    }
  const scale = out[8] as number;
  if (Math.abs(scale) < 1e-6) return false;
  for (let i = 0; i < 8; i++) h[i] = (out[i] as number) / scale;
  return true;
}

function warpPatch(patch: FacePatch, h: Homography, out: Float32Array): void {
  const n = PATCH_SIDE;
  const most = n - 1.001;
  const h0 = h[0] as number;
  const h3 = h[3] as number;
  const h6 = h[6] as number;
  for (let v = FIRST - 1; v <= LAST + 1; v++) {
    const y = (v - HALF) / HALF;
    const acrossX = (h[1] as number) * y + (h[2] as number);
    const acrossY = (h[4] as number) * y + (h[5] as number);
    const acrossW = (h[7] as number) * y + 1;
    for (let u = FIRST - 1; u <= LAST + 1; u++) {
      const x = (u - HALF) / HALF;
      const w = 1 / (h6 * x + acrossW);
      const px = Math.max(0, Math.min(((h0 * x + acrossX) * w + 1) * HALF, most));
      const py = Math.max(0, Math.min(((h3 * x + acrossY) * w + 1) * HALF, most));
      const left = px | 0;
      const top = py | 0;
      const fx = px - left;
      const i = top * n + left;
      const upper = (patch[i] as number) * (1 - fx) + (patch[i + 1] as number) * fx;
      const lower = (patch[i + n] as number) * (1 - fx) + (patch[i + n + 1] as number) * fx;
      out[v * n + u] = upper + (lower - upper) * (py - top);
    }
  }
}
