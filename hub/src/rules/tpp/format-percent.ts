/** @param millionths of one @returns per cent as the shortest exact decimal, such as "1.25". */
export function formatPercent(millionths: bigint): string {
  const whole = millionths / 10_000n;
  const fraction = String(millionths % 10_000n)
    .padStart(4, '0')
    .replace(/0+$/, '');
  return fraction === '' ? String(whole) : `${whole}.${fraction}`;
}
