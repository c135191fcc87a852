const DAY_MS = 86_400_000;
const MOST_KEPT = 5_000;
const kept = new Map<string, string>();

/** @param day YYYY-MM-DD @returns the day that comes so many days later, or earlier. */
export function shiftDay(day: string, by: number): string {
  const key = `${day}${by}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const shifted = new Date(Date.parse(`${day}T00:00:00Z`) + by * DAY_MS).toISOString().slice(0, 10);
  // Reading a date from text costs as much as judging a day, and the same few days are asked for again and again.
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, shifted);
  return shifted;
}
