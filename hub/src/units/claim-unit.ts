import { randomInt } from 'node:crypto';
import type { UnitId } from '@hadir/shared/ids';
import { thumbprint } from '@hadir/shared/journal/node-signature';
import type { ClaimAnswer, ClaimRequest } from '@hadir/shared/wire/claim';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { IssueOutcome } from '../authority/authority.ts';
import { bindings, claims, doors, opds, units } from '../database/schema.ts';
import { claimHash, readClaim } from '../est/claim-code.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';
import { isClaimProven, sha256Base64url } from './check-claim-proof.ts';

export type ClaimOutcome =
  | { kind: 'claimed'; answer: ClaimAnswer }
  | { kind: 'claim-mistyped' }
  | { kind: 'claim-unknown' }
  | { kind: 'claim-expired' }
  | { kind: 'claim-used' }
  | { kind: 'proof-invalid' }
  | { kind: 'csr-invalid'; problem: Extract<IssueOutcome, { ok: false }>['problem'] }
  | { kind: 'door-occupied'; unit: string }
  | { kind: 'key-known' };

type Dependencies = Pick<FeatureDependencies, 'database' | 'authority' | 'addresses' | 'now'>;
type Certificate = Extract<IssueOutcome, { ok: true }>;

/**
 * Makes a new unit out of a claim: check the claim's spelling and the proof before any lookup that costs, issue the
 * certificate, and only then, in one transaction, use up the claim, register the unit and bind it to the door. The
 * same request is answered the same way again, because its answer may have been lost on the way.
 */
export async function claimUnit(dependencies: Dependencies, request: ClaimRequest): Promise<ClaimOutcome> {
  const { database, authority } = dependencies;
  const claim = readClaim(request.claim);
  if (claim === null) return { kind: 'claim-mistyped' };
  const hash = claimHash(claim);
  const [known] = await database.db.select({ door: claims.door }).from(claims).where(eq(claims.hash, hash));
  if (!known) return { kind: 'claim-unknown' };
  if (!isClaimProven(request, claim)) return { kind: 'proof-invalid' };
  const id = newUnitId();
  const certificate = await authority.issueUnitCertificate(request.csr, id);
  if (!certificate.ok) return { kind: 'csr-invalid', problem: certificate.problem };
  return database.db.transaction((tx) => useClaim(tx, dependencies, request, hash, id, certificate));
}

async function useClaim(
  tx: Transaction,
  dependencies: Dependencies,
  request: ClaimRequest,
  hash: string,
  id: UnitId,
  certificate: Certificate,
): Promise<ClaimOutcome> {
  const kid = thumbprint(request.journalKey);
  const csrHash = sha256Base64url(request.csr);
  // Whoever comes second with the same claim waits here and then finds it used.
  const [claim] = await tx.select().from(claims).where(eq(claims.hash, hash)).for('update');
  if (!claim) return { kind: 'claim-unknown' };
  if (claim.usedAt !== null) {
    const [unit] = await tx
      .select({ id: units.id, kid: units.kid, certificate: units.certificate, binding: bindings.number })
      .from(units)
      .innerJoin(bindings, and(eq(bindings.unit, units.id), eq(bindings.door, claim.door), isNull(bindings.until)))
      .where(and(eq(units.id, claim.usedBy ?? ''), eq(units.state, 'active')));
    if (!unit?.certificate || unit.kid !== kid || claim.csrHash !== csrHash) return { kind: 'claim-used' };
    return { kind: 'claimed', answer: await answer(tx, dependencies, unit.id, claim.door, unit.certificate) };
  }
  if (claim.expiresAt <= dependencies.now()) return { kind: 'claim-expired' };
  const [sameKey] = await tx.select({ id: units.id }).from(units).where(eq(units.kid, kid));
  if (sameKey) return { kind: 'key-known' };
  // The door's row is locked so that two claims of one door cannot both find it free.
  await tx.select({ id: doors.id }).from(doors).where(eq(doors.id, claim.door)).for('no key update');
  const [occupant] = await tx
    .select({ unit: bindings.unit })
    .from(bindings)
    .where(and(eq(bindings.door, claim.door), isNull(bindings.until)));
  if (occupant) return { kind: 'door-occupied', unit: occupant.unit };
  await tx.insert(units).values({
    id,
    kid,
    publicKey: Buffer.from(request.journalKey.x, 'base64url'),
    certificateSha256: certificate.sha256,
    certificateExpires: certificate.expires,
    certificate: certificate.pem,
    hardware: request.hardware,
  });
  await tx.insert(bindings).values({ unit: id, number: 1, door: claim.door });
  await tx.update(claims).set({ usedAt: sql`now()`, usedBy: id, csrHash }).where(eq(claims.hash, hash));
  await writeAudit(tx, null, 'unit-claimed', id, { door: claim.door, kid, hardware: request.hardware });
  return { kind: 'claimed', answer: await answer(tx, dependencies, id, claim.door, certificate.pem) };
}

async function answer(
  tx: Transaction,
  { authority, addresses }: Dependencies,
  unit: string,
  doorId: string,
  certificate: string,
): Promise<ClaimAnswer> {
  const [door] = await tx
    .select({ id: doors.id, name: doors.name, opd: opds.name, zone: opds.zone })
    .from(doors)
    .innerJoin(opds, eq(opds.id, doors.opd))
    .where(eq(doors.id, doorId));
  if (!door) throw new Error('A claim names a door that is not there.');
  const { caPem, hubKey } = authority;
  return { unit, binding: 1, door, certificate, ca: caPem, hubKey: hubKey.publicKey, broker: addresses().mqtt };
}

const ID_SYMBOLS = '0123456789abcdefghijklmnopqrstuvwxyz';

function newUnitId(): UnitId {
  const symbols = Array.from({ length: 8 }, () => ID_SYMBOLS[randomInt(ID_SYMBOLS.length)]);
  return `unit-${symbols.join('')}` as UnitId;
}
