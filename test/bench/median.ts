/** @returns the value that `share` of the samples do not exceed; 0.5 is the median. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined) throw new RangeError('There is no quantile of nothing.');
  return value;
}

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}
