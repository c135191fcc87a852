import type { Predecessor } from '@hadir/shared/journal/entry';
import { and, eq, isNull } from 'drizzle-orm';
import { bindings } from '../database/schema.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';

/**
 * Ends the binding in which a unit serves a door now. Entries made in it still count for its door when they come.
 * @returns how far the hub held its journal, for the binding that follows; null where the unit serves no door.
 */
export async function endBinding(tx: Transaction, unit: string, now: Date): Promise<Predecessor | null> {
  const [ended] = await tx
    .update(bindings)
    .set({ until: now })
    .where(and(eq(bindings.unit, unit), isNull(bindings.until)))
    .returning({ unit: bindings.unit, binding: bindings.number, seq: bindings.seq, hash: bindings.hash });
  return ended ?? null;
}
