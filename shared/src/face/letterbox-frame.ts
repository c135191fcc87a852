import type { Frame } from './frame.ts';
import { cropMap, warpFrame } from './warp-frame.ts';

export interface Letterbox {
  width: number;
  height: number;
  /** From the frame's pixels to the letterbox's. */
  scale: number;
  mean: number;
  divisor: number;
}

/**
 * Shrinks a frame into the top left corner of a planar RGB tensor and leaves the rest at the mean, which is zero there.
 * @param out 3 × height × width.
 */
export function letterboxFrame(frame: Frame, box: Letterbox, out: Float32Array): void {
  const columns = Math.min(box.width, Math.round(frame.width * box.scale));
  const rows = Math.min(box.height, Math.round(frame.height * box.scale));
  if (columns < box.width || rows < box.height) out.fill(0);
  if (frame.width === 2 * columns && frame.height === 2 * rows) halve(frame, columns, rows, box, out);
  else if (box.scale <= 0.5) average(frame, columns, rows, box, out);
  else interpolate(frame, columns, rows, box, out);
}

/** The common case, 640×480 into 320×240: the mean of 2×2 pixels, in integers. */
function halve(frame: Frame, columns: number, rows: number, box: Letterbox, out: Float32Array): void {
  const { rgb } = frame;
  const stride = frame.width * 3;
  const plane = box.width * box.height;
  const factor = 1 / (4 * box.divisor);
  const offset = -box.mean / box.divisor;
  for (let row = 0; row < rows; row++) {
    let top = row * 2 * stride;
    let bottom = top + stride;
    let at = row * box.width;
    for (const end = at + columns; at < end; at++, top += 6, bottom += 6) {
      const red =
        (rgb[top] as number) + (rgb[top + 3] as number) + (rgb[bottom] as number) + (rgb[bottom + 3] as number);
      const green =
        (rgb[top + 1] as number) + (rgb[top + 4] as number) + (rgb[bottom + 1] as number) + (rgb[bottom + 4] as number);
      const blue =
        (rgb[top + 2] as number) + (rgb[top + 5] as number) + (rgb[bottom + 2] as number) + (rgb[bottom + 5] as number);
      out[at] = red * factor + offset;
      out[at + plane] = green * factor + offset;
      out[at + 2 * plane] = blue * factor + offset;
    }
  }
}

/** Shrinks by two and more: the mean of all pixels that fall onto one. */
function average(frame: Frame, columns: number, rows: number, box: Letterbox, out: Float32Array): void {
  const { rgb, width, height } = frame;
  const plane = box.width * box.height;
  const edges = Int32Array.from({ length: columns + 1 }, (_, i) => Math.floor((i * width) / columns) * 3);
  for (let row = 0; row < rows; row++) {
    const top = Math.floor((row * height) / rows);
    const bottom = Math.floor(((row + 1) * height) / rows);
    for (let column = 0; column < columns; column++) {
      const left = edges[column] as number;
      const right = edges[column + 1] as number;
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let y = top; y < bottom; y++) {
        const end = y * width * 3 + right;
        for (let i = y * width * 3 + left; i < end; i += 3) {
          red += rgb[i] as number;
          green += rgb[i + 1] as number;
          blue += rgb[i + 2] as number;
        }
      }
      const pixels = ((bottom - top) * (right - left)) / 3;
      const at = row * box.width + column;
      out[at] = (red / pixels - box.mean) / box.divisor;
      out[at + plane] = (green / pixels - box.mean) / box.divisor;
      out[at + 2 * plane] = (blue / pixels - box.mean) / box.divisor;
    }
  }
}

/** Shrinks by less than two, or enlarges: bilinear. */
function interpolate(frame: Frame, columns: number, rows: number, box: Letterbox, out: Float32Array): void {
  const { rgb } = warpFrame(frame, cropMap(0, 0, frame.width, frame.height, columns, rows), columns, rows);
  const plane = box.width * box.height;
  let i = 0;
  for (let row = 0; row < rows; row++) {
    let at = row * box.width;
    for (const end = at + columns; at < end; at++, i += 3) {
      out[at] = ((rgb[i] as number) - box.mean) / box.divisor;
      out[at + plane] = ((rgb[i + 1] as number) - box.mean) / box.divisor;
      out[at + 2 * plane] = ((rgb[i + 2] as number) - box.mean) / box.divisor;
    }
  }
}
