import 'reflect-metadata';
import { createHash, webcrypto, X509Certificate } from 'node:crypto';
import { parseUnitId, type UnitId } from '@hadir/shared/ids';
import { generateSigningKey, type SigningKey, signJws } from '@hadir/shared/journal/node-signature';
import {
  CLAIM_USER,
  HARDWARE_HEADER,
  JOURNAL_KEY_HEADER,
  normaliseClaim,
  PROOF_HEADER,
} from '@hadir/shared/wire/enrolment';
import * as x509 from '@peculiar/x509';

const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** What a new unit has before it is claimed: its keys and a certificate request. */
export interface UnclaimedUnit {
  readonly journalKey: SigningKey;
  /** PKCS #10, DER. */
  readonly csr: Buffer;
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
    csr: Buffer.from(csr.rawData),
    tlsKey: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
  };
}

export interface EstRequest {
  readonly method: 'POST';
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly payload: string;
}

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('base64url');

export function proofOf(journalKey: SigningKey, csr: Buffer, claim: string | null): string {
  const claimHash = claim === null ? null : sha256(normaliseClaim(claim));
  return signJws('hadir-claim', journalKey, { v: 1, claimHash, csrHash: sha256(csr) });
}

/** The enrolment as a unit asks for it. */
export function enrolRequest({ journalKey, csr }: UnclaimedUnit, claim: string): EstRequest {
  return {
    method: 'POST',
    url: '/.well-known/est/simpleenroll',
    headers: {
      'content-type': 'application/pkcs10',
      authorization: `Basic ${Buffer.from(`${CLAIM_USER}:${claim}`).toString('base64')}`,
      [JOURNAL_KEY_HEADER]: JSON.stringify(journalKey.publicKey),
      [PROOF_HEADER]: proofOf(journalKey, csr, claim),
      [HARDWARE_HEADER]: 'test',
    },
    payload: csr.toString('base64'),
  };
}

/** The renewal as a unit asks for it, over mutual TLS. */
export function renewRequest({ journalKey, csr }: UnclaimedUnit): EstRequest {
  return {
    method: 'POST',
    url: '/.well-known/est/simplereenroll',
    headers: { 'content-type': 'application/pkcs10', [PROOF_HEADER]: proofOf(journalKey, csr, null) },
    payload: csr.toString('base64'),
  };
}

/** @param body certs-only PKCS #7, DER in base64 @returns the certificates in it, PEM */
export function readBundle(body: string): string[] {
  return [...new x509.X509Certificates(Buffer.from(body, 'base64'))].map((certificate) => certificate.toString('pem'));
}

interface Hub {
  inject(request: EstRequest): Promise<{ statusCode: number; body: string }>;
}

/** Enrols as a unit does. @throws where the hub refuses */
export async function enrol(
  app: Hub,
  keys: UnclaimedUnit,
  claim: string,
): Promise<{ unit: UnitId; certificate: string }> {
  const answer = await app.inject(enrolRequest(keys, claim));
  if (answer.statusCode !== 200) throw new Error(`The enrolment answered ${answer.body}`);
  const certificate = readBundle(answer.body)[0] ?? '';
  const unit = parseUnitId(new X509Certificate(certificate).subject.replace('CN=', ''));
  if (unit === null) throw new Error('The certificate names no unit.');
  return { unit, certificate };
}
