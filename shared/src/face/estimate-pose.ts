import type { Landmarks } from './locate-landmarks.ts';

/** How a head is turned, in degrees; zero looks into the camera. */
export interface Pose {
  /** Positive: the face turns towards the right edge of the picture. */
  readonly yaw: number;
  /** Positive: the chin goes up. */
  readonly pitch: number;
  /** Positive: the head leans clockwise in the picture. */
  readonly roll: number;
}

/**
 * A common head, seen from the camera: x to the right of the picture, y down, z away from the camera. Landmark index,
 * then its place; the unit does not matter. Source: the six-point model of S. Mallick, "Head Pose Estimation using
 * OpenCV and Dlib" (2016), in its chin, nose, outer corners of the eyes and corners of the mouth.
 */
export const HEAD = [
  [30, 0, 0, 0],
  [8, 0, 330, 65],
  [36, -225, -170, 135],
  [45, 225, -170, 135],
  [48, -150, 150, 125],
  [54, 150, 150, 125],
] as const;

const SOLVER = leastSquaresRows();

/** Estimates a head's pose from its landmarks under scaled orthography. Source: DeMenthon and Davis 1995, POS. */
export function estimatePose(landmarks: Landmarks): Pose {
  const across = solve(landmarks, 0);
  const down = solve(landmarks, 1);
  const i = unit(across);
  const j = unit(down);
  const k = unit(cross(i, j));
  // The rotation with the rows i, j, k, taken apart into a turn, then a nod, then a lean.
  return {
    yaw: degrees(Math.atan2(k[0], k[2])),
    pitch: degrees(Math.asin(Math.max(-1, Math.min(1, -k[1])))),
    roll: degrees(Math.atan2(-i[1], j[1])),
  };
}

type Vector = readonly [number, number, number];

/** @returns the pseudo-inverse of the centred head: three rows, one column per point. */
function leastSquaresRows(): readonly (readonly number[])[] {
  const mean = (axis: 1 | 2 | 3) => HEAD.reduce((sum, point) => sum + point[axis], 0) / HEAD.length;
  const points = HEAD.map((p): Vector => [p[1] - mean(1), p[2] - mean(2), p[3] - mean(3)]);
  const moments = (row: 0 | 1 | 2): Vector => {
    const sum = (column: 0 | 1 | 2) => points.reduce((total, p) => total + p[row] * p[column], 0);
    return [sum(0), sum(1), sum(2)];
  };
  const [a, b, c] = [moments(0), moments(1), moments(2)];
  // The matrix of moments is symmetric, so its cofactors are its adjugate.
  const adjugate = [cross(b, c), cross(c, a), cross(a, b)];
  const determinant = dot(a, cross(b, c));
  return adjugate.map((row) => points.map((p) => dot(row, p) / determinant));
}

/** @returns the row of the scaled rotation that makes this coordinate of the landmarks. */
function solve(landmarks: Landmarks, axis: 0 | 1): Vector {
  const values = HEAD.map(([index]) => landmarks[index * 2 + axis] as number);
  const [x = 0, y = 0, z = 0] = SOLVER.map((row) =>
    row.reduce((sum, weight, i) => sum + weight * (values[i] as number), 0),
  );
  return [x, y, z];
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function unit(v: Vector): Vector {
  const length = Math.sqrt(dot(v, v));
  return [v[0] / length, v[1] / length, v[2] / length];
}

function degrees(radians: number): number {
  return (radians * 180) / Math.PI;
}
