import type { WorkingTime, WorkSchedule } from '@hadir/shared/api/policies/schedules-policy';
import { clockMinutes, DAY_MINUTES } from './clock-minutes.ts';
import type { WorkingMinutes } from './day-policy.ts';

/** @returns working time as minutes after the day's midnight. An end that is not after the start is on the next day. */
export function workingMinutes({ start, end, middle }: WorkingTime): WorkingMinutes {
  const from = clockMinutes(start);
  const to = after(from, end);
  return { start: from, end: to, middle: middle === null ? Math.floor((from + to) / 2) : after(from, middle) };
}

/** @returns that time of day as minutes, on the next day unless it is after the start. */
export function after(start: number, time: string): number {
  const minutes = clockMinutes(time);
  return minutes > start ? minutes : minutes + DAY_MINUTES;
}

/** @returns from and through which minute a sighting belongs to this day; within one day midnight is the limit. */
export function sightingWindow(schedule: WorkSchedule, { start, end }: WorkingMinutes): { from: number; to: number } {
  const from = start - schedule.earliestArrivalMinutes;
  const to = end + schedule.flexibleMinutes + schedule.latestDepartureMinutes;
  return end > DAY_MINUTES ? { from, to } : { from: Math.max(0, from), to: Math.min(DAY_MINUTES, to) };
}
