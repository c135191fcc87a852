import type { AssistedEntry } from '@hadir/shared/journal/entry';
import { isZone, localDay } from '@hadir/shared/time/local-day';
import type postgres from 'postgres';
import type { NewEntry } from '../ingest/plan-batch.ts';

/** Writes what `assisted` entries say: a row for each, and the punch by which the day counts it. */
export async function insertAssisted(tx: postgres.TransactionSql, added: readonly NewEntry[]): Promise<void> {
  const rows: object[] = [];
  for (const { verified, binding } of added) {
    if (verified.entry.type !== 'assisted') continue;
    const { supervisor, second, reason, note, score } = verified.entry;
    const punch = toAssistedPunch(verified.entry, binding.zone);
    rows.push({ ...punch, supervisor, second, reason, note, face: score });
  }
  if (rows.length === 0) return;
  const json = JSON.stringify(rows);
  await tx`
    INSERT INTO assisted_entries (unit, binding, seq, door, employee, supervisor, day, seen_at, second, reason, note, score)
    SELECT unit, binding, seq, door, employee, supervisor, day, "seenAt", second, reason, note, face
    FROM json_to_recordset(${json}::text::json)
      AS r(unit text, binding int, seq int, door uuid, employee uuid, supervisor uuid, day date, "seenAt" timestamptz,
           second text, reason text, note text, face float8)`;
  await tx`
    INSERT INTO punches (unit, binding, seq, door, employee, day, seen_at, score, threshold, liveness, frames, face_height,
                         clock_source, clock_uncertainty_ms)
    SELECT unit, binding, seq, door, employee, day, "seenAt", score, threshold, liveness, frames, "faceHeight",
           "clockSource", "clockUncertaintyMs"
    FROM json_to_recordset(${json}::text::json)
      AS r(unit text, binding int, seq int, door uuid, employee uuid, day date, "seenAt" timestamptz, score float8,
           threshold float8, liveness float8, frames int, "faceHeight" int, "clockSource" text,
           "clockUncertaintyMs" float8)`;
  await tx`SELECT pg_notify('hadir_live', '')`;
}

/**
 * The punch of an `assisted` entry. Its numbers are of the supervisor's face, or 0 where none was seen; that it has no
 * frames marks it.
 */
export function toAssistedPunch(entry: AssistedEntry, zone: string) {
  if (!isZone(zone)) throw new TypeError(`The zone ${zone} of an OPD is none of Indonesia's.`);
  const { unit, binding, seq, door, employee, score, threshold, liveness, clock } = entry;
  const seenAt = new Date(entry.seenAt);
  return {
    ...{ unit, binding, seq, door, employee, seenAt, day: localDay(seenAt, zone) },
    ...{ score: score ?? 0, threshold: threshold ?? 0, liveness: liveness ?? 0, frames: 0, faceHeight: 0 },
    ...{ clockSource: clock.source, clockUncertaintyMs: clock.uncertaintyMs },
  };
}
