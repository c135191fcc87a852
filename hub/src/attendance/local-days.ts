import { instantAt, localDay, type Zone } from '@hadir/shared/time/local-day';
import { type SQL, sql } from 'drizzle-orm';

/** A day as SQL needs it, in each time zone that has offices. */
export interface LocalDays {
  /** `(zone, day, midnight)` */
  readonly table: SQL;
  readonly zones: readonly { readonly zone: Zone; readonly day: string }[];
  dayIn(zone: Zone): string;
}

/**
 * @param zones those that have offices.
 * @param weeksBack 1: the same weekday a week ago.
 */
export function localDays(zones: readonly Zone[], now: Date, weeksBack = 0): LocalDays {
  const at = new Date(now.getTime() - weeksBack * 7 * 86_400_000);
  const rows = zones.map((zone) => {
    const day = localDay(at, zone);
    return { zone, day, midnight: instantAt(day, '00:00', zone).toISOString() };
  });
  return {
    table: sql`json_to_recordset(${JSON.stringify(rows)}::text::json) AS z(zone text, day date, midnight timestamptz)`,
    zones: rows,
    dayIn: (zone) => rows.find((row) => row.zone === zone)?.day ?? localDay(at, zone),
  };
}

/**
 * The status of a day so far, over `d` (its stored verdict, or none yet) and `dark` (whether a door is silent): nobody
 * who was not seen is judged while a door of his office may have seen him.
 */
export const statusExpression = sql`
  CASE
    WHEN d.status IS NULL OR d.status = 'not_yet_seen'
      THEN CASE WHEN dark.opd IS NULL OR d.phase = 'before' THEN 'not_yet_seen' ELSE 'incomplete' END
    ELSE d.status
  END`;

/** `(opd)` of the offices that a silent door leaves in the dark. */
export function darkOpds(opds: ReadonlySet<string>): SQL {
  return sql`(SELECT value::uuid AS opd FROM json_array_elements_text(${JSON.stringify([...opds])}::text::json)) dark`;
}
