import type { AssistedEntry } from '@hadir/shared/journal/entry';
import { isZone, localDay } from '@hadir/shared/time/local-day';
import type postgres from 'postgres';
import type { NewEntry } from '../ingest/plan-batch.ts';

/**
 * Writes what `assisted` entries say: a row for each, and the punch by which the day counts it. The numbers of that punch
 * are of the supervisor's face, or 0 where none was seen; that it has no frames marks it.
 */
export async function insertAssisted(tx: postgres.TransactionSql, added: readonly NewEntry[]): Promise<void> {
  const assisted: { entry: AssistedEntry; zone: string }[] = [];
  for (const { verified, binding } of added)
    if (verified.entry.type === 'assisted') assisted.push({ entry: verified.entry, zone: binding.zone });
  if (assisted.length === 0) return;
  const rows = assisted.map(({ entry, zone }) => toRow(entry, zone));
  await tx`
    INSERT INTO assisted_entries (unit, binding, seq, door, employee, supervisor, day, seen_at, second, reason, note, score)
    SELECT unit, binding, seq, door, employee, supervisor, day, "seenAt", second, reason, note, score
    FROM json_to_recordset(${JSON.stringify(rows)}::text::json)
      AS r(unit text, binding int, seq int, door uuid, employee uuid, supervisor uuid, day date, "seenAt" timestamptz,
           second text, reason text, note text, score float8)`;
  await insertAssistedPunches(tx, assisted);
}

/** The punches alone: of entries that are held already and count again. */
export async function insertAssistedPunches(
  tx: postgres.Sql | postgres.TransactionSql,
  assisted: readonly { readonly entry: AssistedEntry; readonly zone: string }[],
): Promise<void> {
  const rows = assisted.map(({ entry, zone }) => toRow(entry, zone));
  await tx`
    INSERT INTO punches (unit, binding, seq, door, employee, day, seen_at, score, threshold, liveness, frames, face_height,
                         clock_source, clock_uncertainty_ms)
    SELECT unit, binding, seq, door, employee, day, "seenAt", coalesce(score, 0), coalesce(threshold, 0),
           coalesce(liveness, 0), 0, 0, "clockSource", "clockUncertaintyMs"
    FROM json_to_recordset(${JSON.stringify(rows)}::text::json)
      AS r(unit text, binding int, seq int, door uuid, employee uuid, day date, "seenAt" timestamptz, score float8,
           threshold float8, liveness float8, "clockSource" text, "clockUncertaintyMs" float8)`;
  await tx`SELECT pg_notify('hadir_live', '')`;
}

function toRow({ v: _, type: __, clock, ...entry }: AssistedEntry, zone: string) {
  if (!isZone(zone)) throw new TypeError(`The zone ${zone} of an OPD is none of Indonesia's.`);
  return {
    ...entry,
    day: localDay(new Date(entry.seenAt), zone),
    clockSource: clock.source,
    clockUncertaintyMs: clock.uncertaintyMs,
  };
}
