import { describe, expect, it } from 'vitest';
import type { Frame } from './frame.ts';
import { type Letterbox, letterboxFrame } from './letterbox-frame.ts';

function randomFrame(width: number, height: number): Frame {
  let seed = 7;
  const next = () => {
    seed = (seed * 16807) % 2147483647;
    return seed % 256;
  };
  return { width, height, rgb: Uint8Array.from({ length: width * height * 3 }, next) };
}

function letterbox(frame: Frame, width: number, height: number): Float32Array {
  const scale = Math.min(width / frame.width, height / frame.height);
  const box: Letterbox = { width, height, scale, mean: 127, divisor: 128 };
  const out = new Float32Array(3 * width * height).fill(99);
  letterboxFrame(frame, box, out);
  return out;
}

describe('letterboxFrame', () => {
  it('halves a frame to the mean of each 2×2 pixels, channel by channel', () => {
    const frame = randomFrame(16, 12);
    const out = letterbox(frame, 8, 6);
    for (let channel = 0; channel < 3; channel++) {
      for (let y = 0; y < 6; y++) {
        for (let x = 0; x < 8; x++) {
          const at = (dx: number, dy: number) =>
            frame.rgb[((2 * y + dy) * 16 + 2 * x + dx) * 3 + channel] ?? Number.NaN;
          const mean = (at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) / 4;
          expect(out[channel * 48 + y * 8 + x]).toBeCloseTo((mean - 127) / 128, 5);
        }
      }
    }
  });

  it('halves a frame in unaligned memory to nearly the same as one in aligned memory', () => {
    const frame = randomFrame(16, 12);
    const shifted = new Uint8Array(frame.rgb.length + 1).subarray(1);
    shifted.set(frame.rgb);
    const aligned = letterbox(frame, 8, 6);
    const unaligned = letterbox({ ...frame, rgb: shifted }, 8, 6);
    // The general way rounds to whole steps of brightness.
    for (const [i, value] of unaligned.entries())
      expect(Math.abs(value - (aligned[i] ?? Number.NaN))).toBeLessThan(1 / 128);
  });

  it.each([
    [10, 10],
    [40, 10],
    [10, 90],
    [64, 48],
  ])('fills the part that a frame of %i×%i does not cover with the mean', (width, height) => {
    const white: Frame = { width, height, rgb: new Uint8Array(width * height * 3).fill(255) };
    const out = letterbox(white, 32, 24);
    const columns = Math.round(width * Math.min(32 / width, 24 / height));
    const rows = Math.round(height * Math.min(32 / width, 24 / height));
    for (const [i, value] of out.entries()) {
      const x = i % 32;
      const y = Math.floor(i / 32) % 24;
      expect(value).toBe(x < columns && y < rows ? 1 : 0);
    }
  });
});
