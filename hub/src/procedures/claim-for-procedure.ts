import { eq, sql } from 'drizzle-orm';
import { procedures } from '../database/schema.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { endBinding } from '../units/end-binding.ts';
import { revokeUnit } from '../units/revoke-unit.ts';
import { LIFE_CHANNEL } from './life-channel.ts';
import { recordStep } from './record-step.ts';

const CLAIMING: readonly string[] = ['install', 'replace', 'reactivate'];

/**
 * Before a claim of a procedure is used: makes the door free. The unit that is replaced is shut out and its binding
 * ended in this very transaction, so that the door has one unit before and one after, and never two. The procedure's
 * row stays locked until the transaction ends; call it after the claim's row is locked and before the door's.
 * @returns false where the procedure does not wait for a claim (any more); nothing was changed then.
 */
export async function admitClaim(tx: Transaction, procedure: string, now: Date): Promise<boolean> {
  const [row] = await tx.select().from(procedures).where(eq(procedures.id, procedure)).for('no key update');
  if (row?.state !== 'running' || row.newUnit !== null || !CLAIMING.includes(row.kind)) return false;
  if (row.oldUnit === null) return true;
  for (const name of ['unit-told', 'roster-erased'] as const)
    await recordStep(tx, procedure, {
      name,
      state: 'skipped',
      at: now,
      detail: 'Unit lama belum menjawab; unit baru sudah mengambil alih.',
    });
  await endBinding(tx, row.oldUnit, now);
  await revokeUnit(tx, { unit: row.oldUnit, by: row.requestedBy, reason: row.reason, now });
  return true;
}

/** After the new unit and its binding were written: the procedure knows who serves the door. */
export async function recordClaimed(tx: Transaction, procedure: string, unit: string, now: Date): Promise<void> {
  await tx.update(procedures).set({ newUnit: unit }).where(eq(procedures.id, procedure));
  await recordStep(tx, procedure, { name: 'claimed', state: 'done', at: now, detail: `Unit baru: ${unit}.` });
  await tx.execute(sql`SELECT pg_notify(${LIFE_CHANNEL}, ${unit})`);
}
