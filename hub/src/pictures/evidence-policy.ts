import { EvidencePolicy } from '@hadir/shared/api/pictures';
import { eq } from 'drizzle-orm';
import { Compile } from 'typebox/compile';
import type { Database } from '../database/open-database.ts';
import { settings } from '../database/schema.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';

export const EVIDENCE_POLICY = 'evidence-policy';
const OFF: EvidencePolicy = { on: false, days: 30, legalBasis: '' };
const schema = Compile(EvidencePolicy);

/** @returns the region's decision; nothing is sent or kept before anybody decided. */
export async function readEvidencePolicy(db: Pick<Database['db'], 'select'>): Promise<EvidencePolicy> {
  const [row] = await db.select({ value: settings.value }).from(settings).where(eq(settings.name, EVIDENCE_POLICY));
  return schema.Check(row?.value) ? row.value : OFF;
}

/** Puts a decision into force, and notes who made it and what it was before. */
export async function writeEvidencePolicy(tx: Transaction, policy: EvidencePolicy, by: string): Promise<void> {
  const before = await readEvidencePolicy(tx);
  await tx
    .insert(settings)
    .values({ name: EVIDENCE_POLICY, value: policy })
    .onConflictDoUpdate({ target: settings.name, set: { value: policy } });
  await writeAudit(tx, by, 'evidence-policy-changed', EVIDENCE_POLICY, { before, after: policy });
}
