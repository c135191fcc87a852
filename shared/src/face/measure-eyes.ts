import type { Landmarks } from './locate-landmarks.ts';

/** Outer and inner corner, and the two pairs of upper and lower lid, of the right and the left eye. */
const EYES = [
  [36, 39, 37, 41, 38, 40],
  [42, 45, 43, 47, 44, 46],
] as const;

/**
 * How far the eyes are open: height over width, the mean of both; some 0.3 open and below 0.2 shut, different from person
 * to person. Source: Soukupová and Čech 2016, the eye aspect ratio.
 */
export function measureEyes(landmarks: Landmarks): number {
  let sum = 0;
  for (const [outer, inner, upper1, lower1, upper2, lower2] of EYES)
    sum +=
      (distance(landmarks, upper1, lower1) + distance(landmarks, upper2, lower2)) /
      (2 * Math.max(1e-6, distance(landmarks, outer, inner)));
  return sum / EYES.length;
}

function distance(points: Landmarks, a: number, b: number): number {
  const x = (points[a * 2] as number) - (points[b * 2] as number);
  const y = (points[a * 2 + 1] as number) - (points[b * 2 + 1] as number);
  return Math.hypot(x, y);
}
