import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import { certificates, units } from '../database/schema.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';

/** Every hub hears on this channel which unit was shut out, once the transaction has committed. */
export const SHUT_OUT_CHANNEL = 'hadir_shut_out';

export interface WantedRevocation {
  readonly unit: string;
  /** Who decided; null where a procedure did. */
  readonly by: string | null;
  readonly reason: string;
  readonly now: Date;
}

/**
 * Shuts a unit out for good: no connection, no renewal, nothing into the journal. Its binding stays as it is: what it
 * recorded before is still evidence, and who serves the door next is the procedure's to say (`endBinding`).
 * @returns false where there is no such unit or it is shut out already.
 */
export async function revokeUnit(tx: Transaction, { unit, by, reason, now }: WantedRevocation): Promise<boolean> {
  const revoked = await tx
    .update(units)
    .set({ state: 'revoked', revokedAt: now, revokedReason: reason })
    .where(and(eq(units.id, unit), ne(units.state, 'revoked')))
    .returning({ id: units.id });
  if (revoked.length === 0) return false;
  await tx
    .update(certificates)
    .set({ revokedAt: now })
    .where(and(eq(certificates.unit, unit), isNull(certificates.revokedAt)));
  await writeAudit(tx, by, 'unit-revoked', unit, { reason });
  await tx.execute(sql`SELECT pg_notify(${SHUT_OUT_CHANNEL}, ${unit})`);
  return true;
}
