import type { DayStatus } from '@hadir/shared/api/attendance';
import type { Schedule } from '@hadir/shared/api/policies';
import { instantAt, localDay, type Zone } from '@hadir/shared/time/local-day';

export interface DayFacts {
  /** The employee's punches of that day, in any order. */
  readonly sightings: readonly Date[];
  /** In force on that day. */
  readonly schedule: Schedule;
  /** YYYY-MM-DD at the employee's place of work. */
  readonly day: string;
  readonly zone: Zone;
  readonly now: Date;
  /** A door that the employee may use has not delivered what it saw. */
  readonly doorSilent: boolean;
}

export interface DerivedDay {
  readonly status: DayStatus;
  readonly arrival: Date | null;
  /** The last sighting, where it is not also the first. */
  readonly departure: Date | null;
  readonly lateMinutes: number;
}

const MINUTE_MS = 60_000;
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** @returns working time on that day, or null on a day off. */
export function workingTime(schedule: Schedule, day: string): { start: string; end: string } | null {
  return schedule.days[WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 'sun'];
}

/** @returns the instant from which lateness counts, or null on a day off. */
export function lateAfter(schedule: Schedule, day: string, zone: Zone): Date | null {
  const working = workingTime(schedule, day);
  if (working === null) return null;
  return new Date(instantAt(day, working.start, zone).getTime() + schedule.toleranceMinutes * MINUTE_MS);
}

/** @returns the instant before which nothing counts as this day's arrival. */
export function earliestArrival(schedule: Schedule, day: string, zone: Zone): Date {
  return instantAt(day, schedule.earliestArrival ?? '00:00', zone);
}

/**
 * What a day says about an employee so far: the first sighting is the arrival, the last the departure. Minutes of
 * lateness are whole and rounded down, in the employee's favour: seconds do not make anybody late. Nobody who was not
 * seen is judged while a door is silent. Days to come are not yet seen.
 */
export function deriveDay({ sightings, schedule, day, zone, now, doorSilent }: DayFacts): DerivedDay {
  const earliest = earliestArrival(schedule, day, zone).getTime();
  const times = sightings.map((sighting) => sighting.getTime()).filter((time) => time >= earliest);
  const arrival = times.length === 0 ? null : new Date(Math.min(...times));
  const last = Math.max(...times);
  const departure = arrival !== null && last > arrival.getTime() ? new Date(last) : null;
  const limit = lateAfter(schedule, day, zone);
  if (limit === null) return { status: 'day_off', arrival, departure, lateMinutes: 0 };
  if (arrival === null) {
    const begun = day <= localDay(now, zone);
    return { status: doorSilent && begun ? 'incomplete' : 'not_yet_seen', arrival, departure, lateMinutes: 0 };
  }
  const lateMinutes = Math.max(0, Math.floor((arrival.getTime() - limit.getTime()) / MINUTE_MS));
  return { status: lateMinutes > 0 ? 'late' : 'present', arrival, departure, lateMinutes };
}
