import 'reflect-metadata';
import { createHash, webcrypto } from 'node:crypto';
import { generateSigningKey, type SigningKey, signJws } from '@hadir/shared/journal/node-signature';
import type { ClaimRequest } from '@hadir/shared/wire/claim';
import { normaliseClaim } from '@hadir/shared/wire/enrolment';
import * as x509 from '@peculiar/x509';

const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** What a new unit has before it is claimed: its keys and a certificate request. */
export interface UnclaimedUnit {
  readonly journalKey: SigningKey;
  readonly csr: string;
  /** PKCS #8, PEM. */
  readonly tlsKey: string;
}

export async function makeUnclaimedUnit(): Promise<UnclaimedUnit> {
  const keys = await webcrypto.subtle.generateKey(P256, true, ['sign', 'verify']);
  const csr = await x509.Pkcs10CertificateRequestGenerator.create({
    name: 'CN=hadir-unit',
    keys,
    signingAlgorithm: P256,
  });
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  return {
    journalKey: generateSigningKey(),
    csr: csr.toString('pem'),
    tlsKey: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
  };
}

/** The claim call as a unit makes it. */
export function claimRequest({ journalKey, csr }: UnclaimedUnit, claim: string): ClaimRequest {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url');
  const proof = { v: 1, claimHash: sha256(normaliseClaim(claim)), csrHash: sha256(csr) };
  return {
    claim,
    csr,
    journalKey: journalKey.publicKey,
    proof: signJws('hadir-claim', journalKey, proof),
    hardware: 'test',
  };
}
