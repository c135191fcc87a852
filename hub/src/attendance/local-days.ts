import { localDay, ZONES, type Zone } from '@hadir/shared/time/local-day';
import { type SQL, sql } from 'drizzle-orm';
import { earliestArrival, lateAfter } from './derive-day.ts';
import type { ScheduleBook } from './schedule-book.ts';

const MINUTE_MS = 60_000;

/** A day as SQL needs it, one row for each time zone. */
export interface LocalDays {
  /** `(zone, day, working, late_from, earliest)`: late from the first whole minute after the limit. */
  readonly table: SQL;
  readonly days: readonly string[];
  dayIn(zone: Zone): string;
}

/**
 * The rules of `deriveDay` as instants, so that SQL can count a whole region by them.
 * @param weeksBack 1: the same weekday a week ago.
 */
export async function localDays(book: ScheduleBook, now: Date, weeksBack = 0): Promise<LocalDays> {
  const at = new Date(now.getTime() - weeksBack * 7 * 86_400_000);
  const zones = Object.keys(ZONES) as Zone[];
  const rows = await Promise.all(
    zones.map(async (zone) => {
      const day = localDay(at, zone);
      const schedule = await book.on(day);
      const limit = lateAfter(schedule, day, zone);
      return {
        zone,
        day,
        working: limit !== null,
        late_from: limit === null ? null : new Date(limit.getTime() + MINUTE_MS).toISOString(),
        earliest: earliestArrival(schedule, day, zone).toISOString(),
      };
    }),
  );
  return {
    table: sql`json_to_recordset(${JSON.stringify(rows)}::text::json)
      AS z(zone text, day date, working boolean, late_from timestamptz, earliest timestamptz)`,
    days: [...new Set(rows.map(({ day }) => day))],
    dayIn: (zone) => rows.find((row) => row.zone === zone)?.day ?? localDay(at, zone),
  };
}

/** First and last sighting and their number for everybody seen on these days: `(employee, arrival, departure)`. */
export function sightings(local: LocalDays): SQL {
  return sql`
    SELECT p.employee, min(p.seen_at) AS arrival,
      CASE WHEN max(p.seen_at) > min(p.seen_at) THEN max(p.seen_at) END AS departure
    FROM punches p
    JOIN employees e ON e.id = p.employee
    JOIN opds o ON o.id = e.opd
    JOIN ${local.table} ON z.zone = o.zone AND z.day = p.day
    WHERE p.day IN (${sql.join(
      local.days.map((day) => sql`${day}::date`),
      sql`, `,
    )}) AND p.seen_at >= z.earliest
    GROUP BY p.employee`;
}

/** The status that `deriveDay` gives, over `z` (the local day), `s` (sightings) and `dark` (whether a door is silent). */
export const statusExpression = sql`
  CASE
    WHEN NOT z.working THEN 'day_off'
    WHEN s.arrival IS NULL AND dark.opd IS NOT NULL THEN 'incomplete'
    WHEN s.arrival IS NULL THEN 'not_yet_seen'
    WHEN s.arrival >= z.late_from THEN 'late'
    ELSE 'present'
  END`;

/** `(opd)` of the offices that a silent door leaves in the dark. */
export function darkOpds(opds: ReadonlySet<string>): SQL {
  return sql`(SELECT value::uuid AS opd FROM json_array_elements_text(${JSON.stringify([...opds])}::text::json)) dark`;
}
