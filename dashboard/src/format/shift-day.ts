/** @param day YYYY-MM-DD @returns the calendar day so many days later (earlier where negative). */
export function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
