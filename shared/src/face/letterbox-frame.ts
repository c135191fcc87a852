import type { Frame } from './frame.ts';
import { resizeCrop } from './resize-crop.ts';

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
  const isHalf = frame.width === 2 * columns && frame.height === 2 * rows;
  if (isHalf && columns % 2 === 0 && frame.rgb.byteOffset % 4 === 0) halve(frame, columns, rows, box, out);
  else resample(frame, columns, rows, box, out);
}

const EVEN_BYTES = 0x00ff00ff;

/**
 * The common case, 640×480 into 320×240: the mean of 2×2 pixels. Four pixels of a row are three words; masking splits a
 * word into its even and its odd bytes, each with room above it, so that two channels of two rows are added at once.
 * Words are little-endian on every processor that ONNX Runtime supports.
 */
function halve(frame: Frame, columns: number, rows: number, box: Letterbox, out: Float32Array): void {
  const words = new Uint32Array(frame.rgb.buffer, frame.rgb.byteOffset, (frame.width * frame.height * 3) / 4);
  const stride = (frame.width * 3) / 4;
  const green = box.width * box.height;
  const blue = 2 * green;
  const factor = 1 / (4 * box.divisor);
  const offset = -box.mean / box.divisor;
  for (let row = 0; row < rows; row++) {
    let top = row * 2 * stride;
    let bottom = top + stride;
    let at = row * box.width;
    for (const end = at + columns; at < end; at += 2, top += 3, bottom += 3) {
      const a0 = words[top] as number;
      const a1 = words[top + 1] as number;
      const a2 = words[top + 2] as number;
      const b0 = words[bottom] as number;
      const b1 = words[bottom + 1] as number;
      const b2 = words[bottom + 2] as number;
      const even0 = (a0 & EVEN_BYTES) + (b0 & EVEN_BYTES); // red 0, blue 0
      const odd0 = ((a0 >>> 8) & EVEN_BYTES) + ((b0 >>> 8) & EVEN_BYTES); // green 0, red 1
      const even1 = (a1 & EVEN_BYTES) + (b1 & EVEN_BYTES); // green 1, red 2
      const odd1 = ((a1 >>> 8) & EVEN_BYTES) + ((b1 >>> 8) & EVEN_BYTES); // blue 1, green 2
      const even2 = (a2 & EVEN_BYTES) + (b2 & EVEN_BYTES); // blue 2, green 3
      const odd2 = ((a2 >>> 8) & EVEN_BYTES) + ((b2 >>> 8) & EVEN_BYTES); // red 3, blue 3
      out[at] = ((even0 & 0xffff) + (odd0 >>> 16)) * factor + offset;
      out[at + 1] = ((even1 >>> 16) + (odd2 & 0xffff)) * factor + offset;
      out[at + green] = ((odd0 & 0xffff) + (even1 & 0xffff)) * factor + offset;
      out[at + green + 1] = ((odd1 >>> 16) + (even2 >>> 16)) * factor + offset;
      out[at + blue] = ((even0 >>> 16) + (odd1 & 0xffff)) * factor + offset;
      out[at + blue + 1] = ((even2 & 0xffff) + (odd2 >>> 16)) * factor + offset;
    }
  }
}

/** Every other size. */
function resample(frame: Frame, columns: number, rows: number, box: Letterbox, out: Float32Array): void {
  const whole = { x: 0, y: 0, width: frame.width, height: frame.height };
  const { rgb } = resizeCrop(frame, whole, columns, rows);
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
