import { isCalendarDay } from '@hadir/shared/time/calendar-day';
import { fieldProblem } from '../http/http-problem.ts';

/** @throws HttpProblem 422 naming the first of these fields whose day the calendar does not have. */
export function checkDays(days: Readonly<Record<string, string | undefined>>): void {
  for (const [field, day] of Object.entries(days))
    if (day !== undefined && !isCalendarDay(day))
      throw fieldProblem('no-such-day', field, 'Tanggal ini tidak ada di kalender.');
}
