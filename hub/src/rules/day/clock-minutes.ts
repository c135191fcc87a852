import { instantAt, type Zone } from '@hadir/shared/time/local-day';

export const MINUTE_MS = 60_000;
export const DAY_MINUTES = 1440;

/** @param time HH:MM @returns minutes after midnight. */
export function clockMinutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** @returns the instant of that day's midnight at that place, milliseconds. */
export function midnightMs(day: string, zone: Zone): number {
  return instantAt(day, '00:00', zone).getTime();
}
