import type { Predecessor } from '@hadir/shared/journal/entry';
import { desc, eq } from 'drizzle-orm';
import { bindings } from '../database/schema.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';

/** @returns how far the hub holds the journal of the binding that served this door last; null before the first. */
export async function readPredecessor(tx: Pick<Transaction, 'select'>, door: string): Promise<Predecessor | null> {
  const [last] = await tx
    .select({ unit: bindings.unit, binding: bindings.number, seq: bindings.seq, hash: bindings.hash })
    .from(bindings)
    .where(eq(bindings.door, door))
    .orderBy(desc(bindings.since), desc(bindings.number))
    .limit(1);
  return last ?? null;
}
