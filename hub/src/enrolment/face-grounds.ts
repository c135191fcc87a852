import { and, desc, eq, isNull } from 'drizzle-orm';
import { consentTexts, faceGrounds } from '../database/tables/enrolment.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';
import { readEnrolmentPolicy } from './enrolment-policy.ts';

type GroundRow = typeof faceGrounds.$inferInsert;
export type Ground =
  | { readonly kind: 'consent'; readonly consentText: number }
  | { readonly kind: 'legal-basis'; readonly legalBasis: string };

/** What every face is kept for; nothing else is done with it. */
const PURPOSE = 'Pencatatan kehadiran pegawai dengan pengenalan wajah';

/**
 * Makes sure that there is a ground on which this person's face may be kept: the one in force, else the region's own
 * legal basis, unless he withdrew the last one.
 * @returns false where there is none, and nothing of him may be stored.
 */
export async function ensureGround(tx: Transaction, employee: string, by: string | null): Promise<boolean> {
  const [last] = await tx
    .select({ ended: faceGrounds.ended })
    .from(faceGrounds)
    .where(eq(faceGrounds.employee, employee))
    .orderBy(desc(faceGrounds.at))
    .limit(1);
  if (last !== undefined) return last.ended === null;
  const { defaultLegalBasis } = await readEnrolmentPolicy(tx);
  if (defaultLegalBasis === null) return false;
  const ground = { kind: 'legal-basis', legalBasis: defaultLegalBasis } as const;
  await recordGround(tx, { employee, by, how: 'default', ground });
  return true;
}

/** Records a ground; the one before is kept as replaced. */
export async function recordGround(
  tx: Transaction,
  { employee, by, how, ground }: { employee: string; by: string | null; how: GroundRow['how']; ground: Ground },
): Promise<void> {
  const at = new Date();
  await tx
    .update(faceGrounds)
    .set({ endedAt: at, endedBy: by, ended: 'replaced' })
    .where(and(eq(faceGrounds.employee, employee), isNull(faceGrounds.endedAt)));
  const purpose = ground.kind === 'consent' ? await purposeOf(tx, ground.consentText) : PURPOSE;
  await tx.insert(faceGrounds).values({ employee, purpose, how, by, at, ...ground });
  await writeAudit(tx, by, 'face-ground-recorded', employee, { how, ...ground });
}

/** @returns whether there was one to withdraw. */
export async function endGround(
  tx: Transaction,
  { employee, by, reason }: { employee: string; by: string; reason: string },
): Promise<boolean> {
  const [ended] = await tx
    .update(faceGrounds)
    .set({ endedAt: new Date(), endedBy: by, ended: 'withdrawn', endedReason: reason })
    .where(and(eq(faceGrounds.employee, employee), isNull(faceGrounds.endedAt)))
    .returning({ id: faceGrounds.id });
  return ended !== undefined;
}

async function purposeOf(tx: Transaction, version: number): Promise<string> {
  const [text] = await tx
    .select({ purpose: consentTexts.purpose })
    .from(consentTexts)
    .where(eq(consentTexts.version, version));
  return text?.purpose ?? PURPOSE;
}
