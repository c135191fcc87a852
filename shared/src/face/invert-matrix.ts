/** Inverts an n × n matrix, rows one after the other (Gauss and Jordan, partial pivots). @returns null where it is singular. */
export function invertMatrix(matrix: Float64Array, n: number): Float64Array | null {
  const left = Float64Array.from(matrix);
  const right = new Float64Array(n * n);
  for (let i = 0; i < n; i++) right[i * n + i] = 1;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++)
      if (Math.abs(left[row * n + column] as number) > Math.abs(left[pivot * n + column] as number)) pivot = row;
    const value = left[pivot * n + column] as number;
    // The comparison is the other way round so that NaN counts as singular too.
    if (!(Math.abs(value) > 1e-9)) return null;
    for (const side of [left, right]) {
      for (let k = 0; k < n; k++) {
        const above = side[column * n + k] as number;
        side[column * n + k] = (side[pivot * n + k] as number) / value;
        if (pivot !== column) side[pivot * n + k] = above;
      }
    }
    for (let row = 0; row < n; row++) {
      const factor = left[row * n + column] as number;
      if (row === column || factor === 0) continue;
      for (const side of [left, right])
        for (let k = 0; k < n; k++)
          side[row * n + k] = (side[row * n + k] as number) - factor * (side[column * n + k] as number);
    }
  }
  return right;
}
