import type { WorkingTime, WorkSchedule } from '@hadir/shared/api/policies/schedules-policy';
import { lookUp } from './look-up.ts';

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const DAY_MS = 86_400_000;

/** @returns what the schedule's pattern says of that day, before holidays; null for a day off. */
export function workingTimeOn(
  { pattern }: WorkSchedule,
  day: string,
  ramadan: boolean,
  rotaShift: string | null,
): WorkingTime | null {
  switch (pattern.kind) {
    case 'week': {
      const week = ramadan && pattern.ramadan !== null ? pattern.ramadan : pattern.week;
      return week[WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 'sun'];
    }
    case 'cycle': {
      const length = pattern.days.length;
      const distance = Math.round((Date.parse(day) - Date.parse(pattern.anchor)) / DAY_MS);
      return pattern.days[((distance % length) + length) % length] ?? null;
    }
    case 'rota':
      return rotaShift === null ? null : (lookUp(pattern.shifts, rotaShift) ?? null);
  }
}
