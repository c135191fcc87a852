import { and, eq, isNull, sql } from 'drizzle-orm';
import { bindings } from '../database/schema.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';

/**
 * Ends the binding of a unit that has left its door and said so in its journal: it served until its last checkpoint.
 * Were it until now, the door would count as silent from that checkpoint on, and its people could not be judged.
 */
export async function endLeftBinding(tx: Transaction, unit: string, now: Date): Promise<void> {
  const at = now.toISOString();
  await tx
    .update(bindings)
    .set({ until: sql`GREATEST(${bindings.since}, LEAST(${at}::timestamptz, ${bindings.through}))` })
    .where(and(eq(bindings.unit, unit), isNull(bindings.until)));
}
