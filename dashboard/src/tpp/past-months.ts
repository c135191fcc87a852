/** @returns so many months (YYYY-MM), this one first; of the zone that is furthest ahead, as the hub counts them. */
export function pastMonths(now: Date, count: number): string[] {
  const there = new Date(now.getTime() + 9 * 3_600_000);
  return Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(there.getUTCFullYear(), there.getUTCMonth() - back, 1)).toISOString().slice(0, 7),
  );
}
