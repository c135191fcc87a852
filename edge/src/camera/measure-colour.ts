import type { Box } from '@hadir/shared/face/box';
import type { Frame } from '@hadir/shared/face/frame';

/** What tells a camera whose colours are wrong from one whose colours are right. */
export interface FrameColour {
  /** Mean distance of red, green and blue from each other, 0..255; 0 in a grey picture. */
  readonly chroma: number;
  /** Mean brightness, 0..255. */
  readonly brightness: number;
  /** How much redder than blue the nearest face is, in levels; null where there is no face. Skin of every shade is redder. */
  readonly skin: number | null;
}

const STEP = 16;
const FACE_STEP = 4;
/** Of a face's box, in the middle: forehead to chin, without hair and background. */
const INNER = 0.5;

/** Measures one pixel in 16 × 16, and one in 4 × 4 of the nearest face. */
export function measureColour(frame: Frame, nearest: Box | undefined): FrameColour {
  const { rgb, width, height } = frame;
  let chroma = 0;
  let brightness = 0;
  let count = 0;
  for (let y = STEP >> 1; y < height; y += STEP) {
    for (let x = STEP >> 1; x < width; x += STEP) {
      const i = (y * width + x) * 3;
      const red = rgb[i] as number;
      const green = rgb[i + 1] as number;
      const blue = rgb[i + 2] as number;
      chroma += Math.max(red, green, blue) - Math.min(red, green, blue);
      brightness += (red + green + blue) / 3;
      count++;
    }
  }
  const skin = nearest === undefined ? null : measureSkin(frame, nearest);
  return { chroma: chroma / Math.max(1, count), brightness: brightness / Math.max(1, count), skin };
}

function measureSkin({ rgb, width, height }: Frame, box: Box): number | null {
  const left = Math.max(0, Math.round(box.x + (box.width * (1 - INNER)) / 2));
  const top = Math.max(0, Math.round(box.y + (box.height * (1 - INNER)) / 2));
  const right = Math.min(width, Math.round(left + box.width * INNER));
  const bottom = Math.min(height, Math.round(top + box.height * INNER));
  let redder = 0;
  let count = 0;
  for (let y = top; y < bottom; y += FACE_STEP) {
    for (let x = left; x < right; x += FACE_STEP) {
      const i = (y * width + x) * 3;
      redder += (rgb[i] as number) - (rgb[i + 2] as number);
      count++;
    }
  }
  return count === 0 ? null : redder / count;
}
