/** @param day YYYY-MM-DD @returns whether the calendar has it, and somebody now living may have meant it. */
export function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return day >= '1900-01-01' && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
