import type { Deadline } from '@hadir/shared/api/policies/policy-terms';

export type IsOfficeDay = (day: string) => boolean;

const DAY_MS = 86_400_000;
/** No run of closed days is longer than this; a calendar without any office day is a mistake, not a wait. */
const LONGEST_CLOSURE = 60;

/** @returns the day so many calendar days later (or earlier, if negative). */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);
}

/** Counts from the day after. @returns the last day of the limit; `day` itself for a limit of 0. */
export function deadlineAfter(day: string, { count, unit }: Deadline, isOfficeDay: IsOfficeDay): string {
  if (unit === 'calendar_days') return addDays(day, count);
  let at = day;
  for (let left = count; left > 0; left -= 1) at = nextOfficeDay(at, isOfficeDay);
  return at;
}

function nextOfficeDay(day: string, isOfficeDay: IsOfficeDay): string {
  for (let ahead = 1; ahead <= LONGEST_CLOSURE; ahead += 1) {
    const candidate = addDays(day, ahead);
    if (isOfficeDay(candidate)) return candidate;
  }
  throw new RangeError(`The calendar has no office day within ${LONGEST_CLOSURE} days of ${day}.`);
}
