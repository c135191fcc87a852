import { thumbprint } from '@hadir/shared/journal/node-signature';
import { eq } from 'drizzle-orm';
import type { IssueOutcome } from '../authority/authority.ts';
import { units } from '../database/schema.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import { writeAudit } from '../users/write-audit.ts';
import { isProven, sha256Base64url } from './check-proof.ts';
import type { CertifiedUnit } from './client-certificate.ts';
import { recordCertificate } from './record-certificate.ts';

/** A unit that was away for longer than this needs a person: as long as it keeps its journal. */
const GRACE_MS = 400 * 86_400_000;

export type RenewalOutcome =
  | {
      readonly kind: 'renewed';
      readonly certificate: string;
      readonly expires: Date;
      readonly via: 'renewal' | 'grace';
    }
  | { readonly kind: 'certificate-expired' | 'proof-invalid' | 'unit-revoked' }
  | { readonly kind: 'csr-invalid'; readonly problem: Extract<IssueOutcome, { ok: false }>['problem'] };

interface WantedRenewal {
  readonly holder: CertifiedUnit;
  /** PKCS #10, DER */
  readonly csr: Buffer;
  readonly proof: string;
}

/**
 * Gives a unit its next certificate, under the newest authority. The certificate that it holds may have expired a
 * while ago: then the journal key alone vouches for it, which never leaves the unit, and the audit log says so.
 */
export async function renewCertificate(
  { database, authority, now }: Pick<FeatureDependencies, 'database' | 'authority' | 'now'>,
  { holder, csr, proof }: WantedRenewal,
): Promise<RenewalOutcome> {
  const { unit, certificate: held } = holder;
  const lateMs = now().getTime() - held.expiresAt.getTime();
  if (lateMs > GRACE_MS) return { kind: 'certificate-expired' };
  const [known] = await database.db.select({ publicKey: units.publicKey }).from(units).where(eq(units.id, unit));
  if (known === undefined) return { kind: 'unit-revoked' };
  const journalKey = { kty: 'OKP', crv: 'Ed25519', x: known.publicKey.toString('base64url') } as const;
  if (!isProven(proof, journalKey, { claim: null, csrHash: sha256Base64url(csr) })) return { kind: 'proof-invalid' };
  const issued = await authority.issueUnitCertificate(csr, unit);
  if (!issued.ok) return { kind: 'csr-invalid', problem: issued.problem };
  const via = lateMs > 0 ? 'grace' : 'renewal';
  return database.db.transaction(async (tx) => {
    // Whoever revokes the unit waits for this row, or this waits and then finds it revoked.
    const [locked] = await tx.select({ state: units.state }).from(units).where(eq(units.id, unit)).for('update');
    if (locked === undefined || locked.state === 'revoked') return { kind: 'unit-revoked' };
    await recordCertificate(tx, unit, issued, via);
    await tx
      .update(units)
      .set({ certificateSha256: issued.sha256, certificateExpires: issued.expires, certificate: issued.pem })
      .where(eq(units.id, unit));
    if (via === 'grace') {
      const expiredAt = held.expiresAt.toISOString();
      await writeAudit(tx, null, 'certificate-renewed-late', unit, { expiredAt, kid: thumbprint(journalKey) });
    }
    return { kind: 'renewed', certificate: issued.pem, expires: issued.expires, via };
  });
}
