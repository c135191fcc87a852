import { describe, expect, it } from 'vitest';
import { ALIGNED_SIDE, alignFace } from './align-face.ts';
import type { Frame } from './frame.ts';

/** The five points of the template, and the landmarks from which they are averaged. */
const TARGETS: readonly [readonly number[], number, number][] = [
  [[37, 38, 40, 41], 38.2946, 51.6963],
  [[43, 44, 46, 47], 73.5318, 51.5014],
  [[30], 56.0252, 71.7366],
  [[48, 60], 41.5493, 92.3655],
  [[54, 64], 70.7299, 92.2041],
];

/** Landmarks of a face that lies in the frame exactly as the template, turned, scaled and moved. */
function placeTemplate(turn: number, scale: number, x: number, y: number): Float32Array {
  const landmarks = new Float32Array(136);
  for (const [indices, u, v] of TARGETS) {
    const px = scale * (Math.cos(turn) * u - Math.sin(turn) * v) + x;
    const py = scale * (Math.sin(turn) * u + Math.cos(turn) * v) + y;
    for (const index of indices) landmarks.set([px, py], index * 2);
  }
  return landmarks;
}

/** A frame that shows its own coordinates: red is x, green is y. */
function coordinates(side: number): Frame {
  const rgb = new Uint8Array(side * side * 3);
  for (let i = 0; i < side * side; i++) rgb.set([i % side, Math.floor(i / side), 255], i * 3);
  return { width: side, height: side, rgb };
}

describe('alignFace', () => {
  it.each([
    [0, 1, 50, 50],
    [0.5, 0.8, 120, 40],
    [-0.7, 1.4, 30, 110],
  ])('undoes a turn of %f, a scale of %f and a move', (turn, scale, x, y) => {
    const { rgb, width, height } = alignFace(coordinates(250), placeTemplate(turn, scale, x, y));
    expect([width, height]).toEqual([ALIGNED_SIDE, ALIGNED_SIDE]);
    for (const [u, v] of [
      [56, 56],
      [20, 80],
      [90, 30],
    ] as const) {
      const at = (v * ALIGNED_SIDE + u) * 3;
      expect(Math.abs((rgb[at] ?? 0) - (scale * (Math.cos(turn) * u - Math.sin(turn) * v) + x))).toBeLessThan(1);
      expect(Math.abs((rgb[at + 1] ?? 0) - (scale * (Math.sin(turn) * u + Math.cos(turn) * v) + y))).toBeLessThan(1);
    }
  });

  it('leaves black what lies beyond the frame', () => {
    const { rgb } = alignFace(coordinates(100), placeTemplate(0, 1, -56, 0));
    expect([...rgb.subarray(0, 3)]).toEqual([0, 0, 0]);
    expect(rgb[(50 * ALIGNED_SIDE + 80) * 3 + 2]).toBe(255);
  });
});
