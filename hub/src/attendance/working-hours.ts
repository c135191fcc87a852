import type { EmployeeDay } from '@hadir/shared/api/attendance';
import { DAY_MINUTES } from '../rules/day/clock-minutes.ts';
import type { DayPolicy } from '../rules/day/day-policy.ts';

/** @returns the hours of a day as people read them; null hours where no policy is known. */
export function workingHours(policy: DayPolicy | null): EmployeeDay['schedule'] {
  if (policy === null) return { name: '–', start: null, end: null, endsNextDay: false, toleranceMinutes: 0 };
  const { schedule, work } = policy;
  const hours = work.kind === 'off' ? null : work.minutes;
  return {
    name: (work.kind === 'off' ? work.name : null) ?? schedule.name,
    start: hours === null ? null : toClock(hours.start),
    end: hours === null ? null : toClock(hours.end),
    endsNextDay: hours !== null && hours.end > DAY_MINUTES,
    toleranceMinutes: schedule.toleranceMinutes,
  };
}

function toClock(minutes: number): string {
  const within = minutes % DAY_MINUTES;
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`;
}
