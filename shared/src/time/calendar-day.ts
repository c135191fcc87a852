/**
 * @returns whether YYYY-MM-DD names a day that the calendar has, from 1900 on: 30 February is none, and `Date.parse`
 * takes it all the same.
 */
export function isCalendarDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return day >= '1900' && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
