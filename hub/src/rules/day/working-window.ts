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

/** However long a shift is, so much room around it may be asked for. */
const LEAST_ROOM = 480;

/**
 * From and through which minute a sighting belongs to this day: 24 hours at most, so that two days do not share one, or
 * eight hours around a shift that lasts longer than sixteen. A wider window ends at midnight on both sides; around a
 * shift that begins at midnight, lasts until it or passes it, the room there is is divided instead.
 */
export function sightingWindow(schedule: WorkSchedule, { start, end }: WorkingMinutes): { from: number; to: number } {
  const { earliestArrivalMinutes: before, latestDepartureMinutes: later } = schedule;
  const last = end + schedule.flexibleMinutes;
  const room = Math.max(DAY_MINUTES - (last - start), LEAST_ROOM);
  if (before + later <= room) return { from: start - before, to: last + later };
  if (start > 0 && last < DAY_MINUTES)
    return { from: Math.max(0, start - before), to: Math.min(DAY_MINUTES, last + later) };
  const early = Math.min(before, Math.max(Math.floor(room / 2), room - later));
  return { from: start - early, to: last + Math.min(later, room - early) };
}
