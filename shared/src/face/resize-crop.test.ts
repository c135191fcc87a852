import { describe, expect, it } from 'vitest';
import type { Frame } from './frame.ts';
import { resizeCrop } from './resize-crop.ts';

/** Red grows with x, green with y, blue stays. */
function ramp(width: number, height: number): Frame {
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) rgb.set([i % width, Math.floor(i / width), 50], i * 3);
  return { width, height, rgb };
}

describe('resizeCrop', () => {
  it('gives back the frame where nothing is cut and nothing is scaled', () => {
    const frame = ramp(20, 10);
    expect(resizeCrop(frame, { x: 0, y: 0, width: 20, height: 10 }, 20, 10).rgb).toEqual(frame.rgb);
  });

  it.each([2, 3, 4, 7])('keeps a ramp a ramp when it shrinks by %i', (factor) => {
    const { rgb } = resizeCrop(
      ramp(28 * factor, 5 * factor),
      { x: 0, y: 0, width: 28 * factor, height: 5 * factor },
      28,
      5,
    );
    for (let x = 0; x < 28; x++) expect(Math.abs((rgb[x * 3] ?? 0) - (x + 0.5) * factor)).toBeLessThanOrEqual(1);
    expect(rgb[2]).toBe(50);
  });

  it('goes on with the nearest pixel beyond the edges, whether it shrinks or enlarges', () => {
    const frame = ramp(20, 20);
    for (const side of [4, 40]) {
      const { rgb } = resizeCrop(frame, { x: -20, y: -20, width: 20, height: 20 }, side, side);
      expect([...rgb.subarray(0, 3)]).toEqual([0, 0, 50]);
      const beyond = resizeCrop(frame, { x: 30, y: 30, width: 20, height: 20 }, side, side);
      expect([...beyond.rgb.subarray(0, 3)]).toEqual([19, 19, 50]);
    }
  });
});
