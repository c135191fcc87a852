import { eq } from 'drizzle-orm';
import { procedures } from '../database/schema.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';

/** Ends a procedure; its door and its unit are free for the next one. Its row is locked by the caller. */
export async function closeProcedure(
  tx: Transaction,
  id: string,
  state: 'done' | 'refused' | 'cancelled',
  now: Date,
): Promise<void> {
  await tx.update(procedures).set({ state, finishedAt: now }).where(eq(procedures.id, id));
}
