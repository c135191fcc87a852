import { randomInt, X509Certificate } from 'node:crypto';
import type { UnitId } from '@hadir/shared/ids';
import type { Ed25519Jwk } from '@hadir/shared/journal/ed25519-jwk';
import { thumbprint } from '@hadir/shared/journal/node-signature';
import { eq, sql } from 'drizzle-orm';
import type { IssueOutcome } from '../authority/authority.ts';
import { bindings, claims, units } from '../database/schema.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';
import { isProven, sha256Base64url } from './check-proof.ts';
import { claimHash, readClaim } from './claim-code.ts';
import { recordCertificate } from './record-certificate.ts';
import { type TakenDoor, takeDoor } from './take-door.ts';

export interface EnrolmentRequest {
  /** As it was typed. */
  readonly claim: string;
  /** PKCS #10, DER. */
  readonly csr: Buffer;
  readonly journalKey: Ed25519Jwk;
  readonly proof: string;
  readonly hardware: string;
}

type Refused<Kind extends string> = { readonly kind: Kind };
export type EnrolmentOutcome =
  | { readonly kind: 'enrolled'; readonly unit: string; readonly door: string; readonly certificate: string }
  | Refused<'claim-mistyped' | 'claim-unknown' | 'claim-expired' | 'claim-used' | 'proof-invalid' | 'key-known'>
  | { readonly kind: 'csr-invalid'; readonly problem: Extract<IssueOutcome, { ok: false }>['problem'] }
  | Extract<TakenDoor, { ok: false }>['problem'];

type Dependencies = Pick<FeatureDependencies, 'database' | 'authority' | 'now'>;
type Certificate = Extract<IssueOutcome, { ok: true }>;

/**
 * Makes a new unit out of a claim: check the claim's spelling and the proof before any lookup that costs, issue the
 * certificate, and only then, in one transaction, use up the claim, register the unit and bind it to the door. The
 * same request is answered the same way again, because its answer may have been lost on the way.
 */
export async function enrolUnit(dependencies: Dependencies, request: EnrolmentRequest): Promise<EnrolmentOutcome> {
  const { database, authority } = dependencies;
  const claim = readClaim(request.claim);
  if (claim === null) return { kind: 'claim-mistyped' };
  const hash = claimHash(claim);
  const [known] = await database.db.select({ door: claims.door }).from(claims).where(eq(claims.hash, hash));
  if (!known) return { kind: 'claim-unknown' };
  if (!isProven(request.proof, request.journalKey, { claim, csrHash: sha256Base64url(request.csr) }))
    return { kind: 'proof-invalid' };
  const id = newUnitId();
  const certificate = await authority.issueUnitCertificate(request.csr, id);
  if (!certificate.ok) return { kind: 'csr-invalid', problem: certificate.problem };
  try {
    return await database.db.transaction((tx) => useClaim(tx, dependencies, { request, hash, id, certificate }));
  } catch (error) {
    if (error instanceof EnrolmentRefused) return error.outcome;
    throw error;
  }
}

interface Use {
  readonly request: EnrolmentRequest;
  readonly hash: string;
  readonly id: UnitId;
  readonly certificate: Certificate;
}

async function useClaim(tx: Transaction, dependencies: Dependencies, use: Use): Promise<EnrolmentOutcome> {
  const { request, hash, id, certificate } = use;
  const kid = thumbprint(request.journalKey);
  await lockProcedureOf(tx, hash);
  // Whoever comes second with the same claim waits here and then finds it used.
  const [claim] = await tx.select().from(claims).where(eq(claims.hash, hash)).for('update');
  if (!claim) return { kind: 'claim-unknown' };
  if (claim.usedAt !== null) return answerAgain(tx, claim, kid, use);
  if (claim.expiresAt <= dependencies.now()) return { kind: 'claim-expired' };
  const [sameKey] = await tx.select({ id: units.id }).from(units).where(eq(units.kid, kid));
  if (sameKey) return { kind: 'key-known' };
  await tx.insert(units).values({
    id,
    kid,
    publicKey: Buffer.from(request.journalKey.x, 'base64url'),
    certificateSha256: certificate.sha256,
    certificateExpires: certificate.expires,
    certificate: certificate.pem,
    hardware: request.hardware,
  });
  const taken = await takeDoor(tx, { door: claim.door, procedure: claim.procedure, unit: id, now: dependencies.now() });
  // What was written before is undone by leaving the transaction with an exception.
  if (!taken.ok) throw new EnrolmentRefused(taken.problem);
  await tx.insert(bindings).values({ unit: id, number: 1, door: claim.door, follows: taken.follows });
  await recordCertificate(tx, id, certificate, 'claim');
  await tx
    .update(claims)
    .set({ usedAt: sql`now()`, usedBy: id, csrHash: sha256Base64url(request.csr) })
    .where(eq(claims.hash, hash));
  const { door, procedure } = claim;
  await writeAudit(tx, null, 'unit-claimed', id, { door, kid, hardware: request.hardware, procedure });
  return { kind: 'enrolled', unit: id, door, certificate: certificate.pem };
}

/** Locks the procedure before the claim, in the order in which procedures lock. */
async function lockProcedureOf(tx: Transaction, hash: string): Promise<void> {
  await tx.execute(sql`
    SELECT 1 FROM procedures WHERE id = (SELECT procedure FROM claims WHERE hash = ${hash}) FOR UPDATE`);
}

/** Gives the same certificate to whoever asks again with the same claim, key and request. */
async function answerAgain(
  tx: Transaction,
  claim: typeof claims.$inferSelect,
  kid: string,
  { request, certificate }: Use,
): Promise<EnrolmentOutcome> {
  const [unit] = await tx
    .select()
    .from(units)
    .where(eq(units.id, claim.usedBy ?? ''));
  const isSame =
    unit !== undefined &&
    unit.state !== 'revoked' &&
    unit.kid === kid &&
    claim.csrHash === sha256Base64url(request.csr) &&
    unit.certificate !== null &&
    hasSameKey(unit.certificate, certificate.pem);
  if (!isSame || unit.certificate === null) return { kind: 'claim-used' };
  return { kind: 'enrolled', unit: unit.id, door: claim.door, certificate: unit.certificate };
}

/** @param pem,other certificates */
function hasSameKey(pem: string, other: string): boolean {
  const [one, two] = [pem, other].map((text) => new X509Certificate(text).publicKey);
  return one !== undefined && two !== undefined && one.equals(two);
}

class EnrolmentRefused extends Error {
  override readonly name = 'EnrolmentRefused';
  readonly code = 'enrolment-refused';
  readonly outcome: Extract<TakenDoor, { ok: false }>['problem'];

  constructor(outcome: EnrolmentRefused['outcome']) {
    super(outcome.kind);
    this.outcome = outcome;
  }
}

const ID_SYMBOLS = '0123456789abcdefghijklmnopqrstuvwxyz';

function newUnitId(): UnitId {
  const symbols = Array.from({ length: 8 }, () => ID_SYMBOLS[randomInt(ID_SYMBOLS.length)]);
  return `unit-${symbols.join('')}` as UnitId;
}
