/** One, in the unit of every rate: a percentage with four decimals is a whole number of millionths. */
export const WHOLE = 1_000_000n;

/** @param percent decimal text of at most four places, such as "1.25" @returns millionths, exact. */
export function parsePercent(percent: string): bigint {
  const [whole = '0', fraction = ''] = percent.split('.');
  return BigInt(whole) * 10_000n + BigInt(fraction.padEnd(4, '0'));
}
