import type { Frame } from './frame.ts';

const MID_GREY = 127;

/** Puts a picture in the middle of a larger grey one. @param margin pixels on each side. */
export function padFrame(frame: Frame, margin: number): Frame {
  const width = frame.width + 2 * margin;
  const height = frame.height + 2 * margin;
  const rgb = new Uint8Array(width * height * 3).fill(MID_GREY);
  const row = frame.width * 3;
  for (let y = 0; y < frame.height; y++) {
    rgb.set(frame.rgb.subarray(y * row, (y + 1) * row), ((y + margin) * width + margin) * 3);
  }
  return { width, height, rgb };
}
