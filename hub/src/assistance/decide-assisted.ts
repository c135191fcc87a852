import type { AssistedEntry } from '@hadir/shared/journal/entry';
import { parseEntry } from '@hadir/shared/journal/parse-entry';
import { and, desc, eq, sql } from 'drizzle-orm';
import { doors, entries, opds, punches } from '../database/schema.ts';
import { assistanceDecisions, assistedEntries } from '../database/tables/assistance.ts';
import { touchDays } from '../days/touch-days.ts';
import { HttpProblem, notFound } from '../http/http-problem.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';
import { toAssistedPunch } from './insert-assisted.ts';

interface EntryKey {
  readonly unit: string;
  readonly binding: number;
  readonly seq: number;
}

/**
 * BKD refuses what a supervisor answered for, or takes its refusal back. The entry stays as it was signed; what was
 * derived from it goes and comes back, and the day is judged again.
 */
export async function decideAssisted(
  tx: Transaction,
  key: EntryKey,
  { decision, reason, by }: { decision: 'refused' | 'restored'; reason: string; by: string },
): Promise<void> {
  const [held] = await tx
    .select({ employee: assistedEntries.employee, day: assistedEntries.day, jws: entries.jws, zone: opds.zone })
    .from(assistedEntries)
    .innerJoin(
      entries,
      and(
        eq(entries.unit, assistedEntries.unit),
        eq(entries.binding, assistedEntries.binding),
        eq(entries.seq, assistedEntries.seq),
      ),
    )
    .innerJoin(doors, eq(doors.id, assistedEntries.door))
    .innerJoin(opds, eq(opds.id, doors.opd))
    .where(whereKey(assistedEntries, key))
    .for('update', { of: assistedEntries });
  if (!held) throw notFound('Presensi bantuan ini');
  const [last] = await tx
    .select({ decision: assistanceDecisions.decision })
    .from(assistanceDecisions)
    .where(whereKey(assistanceDecisions, key))
    .orderBy(desc(assistanceDecisions.at))
    .limit(1);
  const isRefused = last?.decision === 'refused';
  if (isRefused === (decision === 'refused'))
    throw new HttpProblem(
      409,
      'already-decided',
      isRefused ? 'Presensi bantuan ini sudah ditolak.' : 'Presensi bantuan ini tidak sedang ditolak.',
    );
  await tx.insert(assistanceDecisions).values({ ...key, decision, reason: reason.trim(), by });
  if (decision === 'refused') await tx.delete(punches).where(whereKey(punches, key));
  else await tx.insert(punches).values(toAssistedPunch(readEntry(held.jws), held.zone));
  await tx.execute(sql`SELECT pg_notify('hadir_live', '')`);
  await touchDays(tx, [held.employee], held.day, held.day);
  await writeAudit(tx, by, `assisted-${decision}`, held.employee, { ...key, day: held.day, reason: reason.trim() });
}

function readEntry(jws: string): AssistedEntry {
  const entry = parseEntry(JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()));
  if (typeof entry === 'string' || entry.type !== 'assisted') throw new Error('An entry that is held cannot be read.');
  return entry;
}

function whereKey(
  table: typeof assistedEntries | typeof assistanceDecisions | typeof punches,
  { unit, binding, seq }: EntryKey,
) {
  return and(eq(table.unit, unit), eq(table.binding, binding), eq(table.seq, seq));
}
