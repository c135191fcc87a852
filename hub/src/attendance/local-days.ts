import { instantAt, localDay, type Zone } from '@hadir/shared/time/local-day';
import { type SQL, sql } from 'drizzle-orm';
import { earliestArrival, lateAfter } from './derive-day.ts';
import type { ScheduleBook } from './schedule-book.ts';

const MINUTE_MS = 60_000;

/** A day as SQL needs it, in each time zone that has offices. */
export interface LocalDays {
  /** `(zone, day, working, late_from, midnight)`: late from the first whole minute after the limit. */
  readonly table: SQL;
  readonly zones: readonly { readonly zone: Zone; readonly day: string; readonly earliest: string }[];
  dayIn(zone: Zone): string;
}

/**
 * The rules of `deriveDay` as instants, so that SQL can count a whole region by them.
 * @param zones those that have offices.
 * @param weeksBack 1: the same weekday a week ago.
 */
export async function localDays(
  book: ScheduleBook,
  zones: readonly Zone[],
  now: Date,
  weeksBack = 0,
): Promise<LocalDays> {
  const at = new Date(now.getTime() - weeksBack * 7 * 86_400_000);
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
        midnight: instantAt(day, '00:00', zone).toISOString(),
        earliest: earliestArrival(schedule, day, zone).toISOString(),
      };
    }),
  );
  return {
    table: sql`json_to_recordset(${JSON.stringify(rows)}::text::json)
      AS z(zone text, day date, working boolean, late_from timestamptz, midnight timestamptz)`,
    zones: rows,
    dayIn: (zone) => rows.find((row) => row.zone === zone)?.day ?? localDay(at, zone),
  };
}

/**
 * First and last sighting of everybody seen on these days: `(employee, arrival, departure)`. Where all offices are in
 * one zone, which is the rule, nothing but the punches' index is read.
 */
export function sightings({ zones }: LocalDays, opd: string | undefined): SQL {
  const one = zones.length === 1;
  const parts = zones.map(
    ({ zone, day, earliest }) => sql`
      SELECT p.employee, min(p.seen_at) AS arrival,
        CASE WHEN max(p.seen_at) > min(p.seen_at) THEN max(p.seen_at) END AS departure
      FROM punches p
      ${one && opd === undefined ? sql`` : sql`JOIN employees e ON e.id = p.employee JOIN opds o ON o.id = e.opd`}
      WHERE p.day = ${day}::date AND p.seen_at >= ${earliest}::timestamptz
      ${one ? sql`` : sql`AND o.zone = ${zone}`} ${opd === undefined ? sql`` : sql`AND o.id = ${opd}::uuid`}
      GROUP BY p.employee`,
  );
  const nobody = sql`SELECT NULL::uuid AS employee, NULL::timestamptz AS arrival, NULL::timestamptz AS departure WHERE false`;
  return sql.join(parts.length > 0 ? parts : [nobody], sql` UNION ALL `);
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
