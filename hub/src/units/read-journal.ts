import type { EntryEvidence } from '@hadir/shared/api/attendance';
import { and, asc, eq, gt } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { bindings, doors, entries, units } from '../database/schema.ts';
import { toEvidence } from './entry-evidence.ts';

/** A piece of a binding's journal in order, entries after `after`, as the unit signed them. */
export async function readJournal(
  db: Database['db'],
  wanted: { unit: string; binding: number; after: number; limit: number },
): Promise<EntryEvidence[]> {
  const rows = await db
    .select({
      unit: entries.unit,
      binding: entries.binding,
      seq: entries.seq,
      type: entries.type,
      door: bindings.door,
      doorName: doors.name,
      seenAt: entries.at,
      receivedAt: entries.receivedAt,
      hash: entries.hash,
      jws: entries.jws,
      publicKey: units.publicKey,
      kid: units.kid,
    })
    .from(entries)
    .innerJoin(units, eq(units.id, entries.unit))
    .innerJoin(bindings, and(eq(bindings.unit, entries.unit), eq(bindings.number, entries.binding)))
    .innerJoin(doors, eq(doors.id, bindings.door))
    .where(and(eq(entries.unit, wanted.unit), eq(entries.binding, wanted.binding), gt(entries.seq, wanted.after)))
    .orderBy(asc(entries.seq))
    .limit(wanted.limit);
  return rows.map(toEvidence);
}
