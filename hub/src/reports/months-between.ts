/** @returns every month from one to another (YYYY-MM), both included. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  let [year, month] = from.split('-').map(Number) as [number, number];
  for (;;) {
    const next = `${year}-${String(month).padStart(2, '0')}`;
    if (next > to) return months;
    months.push(next);
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
}
