import { invertMatrix } from './invert-matrix.ts';
import type { Landmarks } from './locate-landmarks.ts';

/** The line of the jaw, which comes first, changes with the turn of the head. */
const FIRST_POINT = 17;

/**
 * How much longer one way than the other the affine map of least squares makes a face: 1 where two looks differ by size,
 * place and lean only. A flat picture that is tilted by an angle is stretched by one over its cosine.
 */
export function measureStretch(from: Landmarks, to: Landmarks): number {
  const products = new Float64Array(9);
  const across = new Float64Array(3);
  const down = new Float64Array(3);
  for (let i = FIRST_POINT * 2; i < from.length; i += 2) {
    const point = [from[i] as number, from[i + 1] as number, 1] as const;
    for (const [row, one] of point.entries()) {
      across[row] = (across[row] as number) + one * (to[i] as number);
      down[row] = (down[row] as number) + one * (to[i + 1] as number);
      for (const [column, other] of point.entries())
        products[row * 3 + column] = (products[row * 3 + column] as number) + one * other;
    }
  }
  const inverse = invertMatrix(products, 3);
  if (inverse === null) return Number.POSITIVE_INFINITY;
  const solve = (row: number, right: Float64Array) =>
    right.reduce((sum, value, column) => sum + (inverse[row * 3 + column] as number) * value, 0);
  const [a, b, c, d] = [solve(0, across), solve(1, across), solve(0, down), solve(1, down)];
  const sum = Math.hypot(a + d, c - b) / 2;
  const difference = Math.hypot(a - d, c + b) / 2;
  return sum > difference ? (sum + difference) / (sum - difference) : Number.POSITIVE_INFINITY;
}
