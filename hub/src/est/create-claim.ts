import type { Claim } from '@hadir/shared/api/units';
import { normaliseClaim, writeClaimCode } from '@hadir/shared/wire/enrolment';
import { eq } from 'drizzle-orm';
import type { Static } from 'typebox';
import { claims, doors } from '../database/schema.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { claimHash, newClaim } from './claim-code.ts';

const VALID_MS = 24 * 3_600_000;

export interface MadeClaim {
  /** As people see it. It is nowhere else: the database holds its hash. */
  readonly claim: string;
  readonly door: string;
  readonly doorName: string;
  readonly expiresAt: Date;
}

/**
 * Makes a one-time claim for a door. The caller writes the audit log and sees to it that the door may be claimed;
 * whoever uses the claim is checked again then.
 * @param wanted.procedure the procedure that the claim serves; null for a door that stands empty
 * @returns null where there is no such door.
 */
export async function createClaim(
  tx: Transaction,
  { door, procedure, now }: { door: string; procedure: string | null; now: Date },
): Promise<MadeClaim | null> {
  const [found] = await tx.select({ name: doors.name }).from(doors).where(eq(doors.id, door));
  if (!found) return null;
  const claim = newClaim();
  const expiresAt = new Date(now.getTime() + VALID_MS);
  await tx.insert(claims).values({ hash: claimHash(normaliseClaim(claim)), door, procedure, expiresAt });
  return { claim, door, doorName: found.name, expiresAt };
}

/** @returns what an operator is shown, once: the claim, where to use it, and what its QR code carries. */
export function presentClaim(
  { authority, addresses }: Pick<FeatureDependencies, 'authority' | 'addresses'>,
  made: MadeClaim,
): Static<typeof Claim> {
  const { caFingerprint } = authority;
  const hub = addresses().https;
  const code = writeClaimCode({
    v: 1,
    h: hub,
    f: Buffer.from(caFingerprint.replaceAll(':', ''), 'hex').toString('base64url'),
    c: normaliseClaim(made.claim),
  });
  return { ...made, expiresAt: made.expiresAt.toISOString(), caFingerprint, hub, code };
}
