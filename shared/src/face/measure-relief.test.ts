import { describe, expect, it } from 'vitest';
import { type FacePatch, makePatch, PATCH_SIDE } from './face-patch.ts';
import { findStraightEdges } from './find-straight-edges.ts';
import { fitPlane, preparePlane } from './fit-plane.ts';
import type { Frame } from './frame.ts';
import { invertMatrix } from './invert-matrix.ts';
import { measureRelief } from './measure-relief.ts';

/** Something with as much texture as a face, anywhere. */
function texture(x: number, y: number): number {
  return (
    Math.sin(x / 3.1) * 40 + Math.cos(y / 2.7) * 40 + Math.sin((x + y) / 5.3) * 30 + Math.cos((x - 2 * y) / 8) * 25
  );
}

type Move = (x: number, y: number) => readonly [number, number];

/** An aligned face of 112 × 112 whose every point was moved; coordinates from its middle. */
function patchOf(move: Move): FacePatch {
  const rgb = new Uint8Array(112 * 112 * 3);
  for (let v = 0; v < 112; v++)
    for (let u = 0; u < 112; u++) {
      const [x, y] = move(u - 55.5, v - 55.5);
      rgb.fill(128 + texture(x, y), (v * 112 + u) * 3, (v * 112 + u) * 3 + 3);
    }
  return makePatch({ width: 112, height: 112, rgb });
}

const still = preparePlane(patchOf((x, y) => [x, y]));
const relief = (move: Move) => (still === null ? Number.NaN : measureRelief(still, patchOf(move)));
/** The nose moves, the rim does not: what a head does that turns a little. */
const bulge =
  (by: number): Move =>
  (x, y) => [x + by * Math.exp(-(x * x + y * y) / 900), y];

describe('relief', () => {
  it('is next to nothing for whatever a flat picture does: shifted, leaned, nearer, tilted a little', () => {
    expect(relief((x, y) => [x + 2, y - 1.5])).toBeLessThan(0.05);
    expect(relief((x, y) => [x * 0.998 - y * 0.05, x * 0.05 + y * 0.998])).toBeLessThan(0.05);
    expect(relief((x, y) => [x * 1.04, y * 1.04])).toBeLessThan(0.05);
    const w = (x: number) => 1 + x * 0.0004;
    expect(relief((x, y) => [(x * 1.02) / w(x), y / w(x)])).toBeLessThan(0.08);
  });

  it('shows where one part moves against the rest', () => {
    expect(relief(bulge(5))).toBeGreaterThan(0.2);
    expect(relief(bulge(2.5))).toBeGreaterThan(0.1);
  });

  it('says nothing of looks that differ too much to be held against each other', () => {
    expect(relief((x, y) => [x * 1.25, y])).toBeNull();
    expect(relief((x, y) => [x + 40, y + 40])).not.toBeLessThan(0.05);
  });

  it('has nothing to hold on to in a face without any texture', () => {
    expect(preparePlane(new Float32Array(PATCH_SIDE * PATCH_SIDE))).toBeNull();
  });

  it('finds the transform itself', () => {
    if (still === null) throw new Error('It has texture.');
    const h = fitPlane(
      still,
      patchOf((x, y) => [x - 3, y]),
      new Float32Array(PATCH_SIDE * PATCH_SIDE),
    );
    // Three pixels of the face are one and a half of the patch, whose half side is 27.5.
    expect(h[2]).toBeCloseTo(1.5 / 27.5, 2);
    expect(h[5]).toBeCloseTo(0, 2);
  });
});

describe('invertMatrix', () => {
  it('inverts with pivots, and knows a singular one', () => {
    const matrix = Float64Array.from([0, 2, 1, 1, 0, 0, 3, 0, 1]);
    const inverse = invertMatrix(matrix, 3) ?? new Float64Array(9);
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++) {
        const sum = [0, 1, 2].reduce((s, k) => s + (matrix[i * 3 + k] as number) * (inverse[k * 3 + j] as number), 0);
        expect(sum).toBeCloseTo(i === j ? 1 : 0, 10);
      }
    expect(invertMatrix(Float64Array.from([1, 2, 2, 4]), 2)).toBeNull();
  });
});

describe('straight edges beside a face', () => {
  const box = { x: 270, y: 180, width: 100, height: 120 };
  function scene(paint: (x: number, y: number) => number): Frame {
    const rgb = new Uint8Array(640 * 480 * 3);
    for (let y = 0; y < 480; y++)
      for (let x = 0; x < 640; x++) rgb.fill(paint(x, y), (y * 640 + x) * 3, (y * 640 + x) * 3 + 3);
    return { width: 640, height: 480, rgb };
  }

  it('are found on both sides of a sheet, also where it leans', () => {
    const upright = findStraightEdges(
      scene((x) => (x > 220 && x < 420 ? 150 : 90)),
      box,
    );
    expect(upright.left?.distance).toBeCloseTo(100 / 120, 1);
    expect(upright.right?.distance).toBeCloseTo(100 / 120, 1);
    expect(upright).toMatchObject({ above: null, below: null });
    const leaning = findStraightEdges(
      scene((x, y) => (Math.abs(x - 320 - (y - 240) * 0.17) < 100 ? 150 : 90)),
      box,
    );
    expect(leaning.left).not.toBeNull();
    expect(leaning.right?.lean).toBeCloseTo(0.17, 1);
  });

  it('are none in a room without them, and none that are round', () => {
    expect(
      findStraightEdges(
        scene((x, y) => 100 + (x + y) / 12),
        box,
      ),
    ).toMatchObject({ left: null, right: null });
    const round = scene((x, y) => (Math.hypot(x - 320, y - 240) < 110 ? 160 : 90));
    expect(findStraightEdges(round, box)).toEqual({ left: null, right: null, above: null, below: null });
  });
});
