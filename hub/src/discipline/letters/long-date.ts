const plain = new Intl.DateTimeFormat('id-ID', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });
const weekday = new Intl.DateTimeFormat('id-ID', { timeZone: 'UTC', weekday: 'long' });

/** @param day YYYY-MM-DD @returns 7 Juli 2026, or Selasa, 7 Juli 2026 with its weekday. */
export function longDate(day: string, withWeekday = false): string {
  const at = new Date(`${day}T00:00:00Z`);
  return withWeekday ? `${weekday.format(at)}, ${plain.format(at)}` : plain.format(at);
}
