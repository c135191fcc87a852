import { luminance } from './fill-tensor.ts';
import type { Frame } from './frame.ts';

/** What a whole frame holds, whether or not there is a face in it. */
export interface FrameLight {
  /** Mean brightness, 0..255. */
  readonly brightness: number;
  /** Standard deviation of the brightness: next to nothing where something covers the lens. */
  readonly contrast: number;
}

const STEP = 16;

/** Measures one pixel in 16 × 16. */
export function measureLight({ rgb, width, height }: Frame): FrameLight {
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let y = STEP >> 1; y < height; y += STEP) {
    for (let x = STEP >> 1; x < width; x += STEP) {
      const value = luminance(rgb, (y * width + x) * 3);
      sum += value;
      squares += value * value;
      count++;
    }
  }
  if (count === 0) return { brightness: 0, contrast: 0 };
  const brightness = sum / count;
  return { brightness, contrast: Math.sqrt(Math.max(0, squares / count - brightness * brightness)) };
}
