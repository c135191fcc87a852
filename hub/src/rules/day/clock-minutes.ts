export const MINUTE_MS = 60_000;
export const DAY_MINUTES = 1440;

/** @param time HH:MM @returns minutes after midnight. */
export function clockMinutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
