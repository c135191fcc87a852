import { createHash, createPublicKey, X509Certificate } from 'node:crypto';
import { parseUnitId } from '@hadir/shared/ids';
import { signJws } from '@hadir/shared/journal/node-signature';
import {
  CLAIM_USER,
  type EnrolmentProof,
  HARDWARE_HEADER,
  JOURNAL_KEY_HEADER,
  PROOF_HEADER,
  UnitFacts,
} from '@hadir/shared/wire/enrolment';
import { Compile } from 'typebox/compile';
import type { UnitKeys } from '../keys/unit-keys.ts';
import { adviceOnRefusal } from './advice-on-refusal.ts';
import { callHub, type HubAnswer } from './call-hub.ts';
import { EnrolmentError } from './enrolment-error.ts';

const factsSchema = Compile(UnitFacts);
const RELEASES = 'Are hub and unit of the same release?';

interface FirstRequest {
  /** https://host:port */
  readonly hub: string;
  /** PEM. */
  readonly ca: string;
  /** PKCS #10, base64 of its DER; the same one at every try, so that the hub can answer the same way again. */
  readonly csr: string;
  /** Normalised. */
  readonly claim: string;
  /** What the hardware is, in words. */
  readonly hardware: string;
  readonly signal: AbortSignal;
}

/** simpleenroll: the first certificate, for a claim. @returns PEM. @throws EnrolmentError. */
export async function enrolByClaim(keys: UnitKeys, request: FirstRequest): Promise<string> {
  const { hub, ca, csr, claim, hardware, signal } = request;
  const answer = await callHub({
    method: 'POST',
    url: new URL('/.well-known/est/simpleenroll', hub),
    ca,
    signal,
    body: csr,
    headers: {
      ...PKCS10,
      authorization: `Basic ${Buffer.from(`${CLAIM_USER}:${claim}`).toString('base64')}`,
      [JOURNAL_KEY_HEADER]: JSON.stringify(keys.journal.publicKey),
      [PROOF_HEADER]: prove(keys, csr, sha256(claim)),
      [HARDWARE_HEADER]: hardware.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 200),
    },
  });
  return readCertificate(answer, keys);
}

interface LaterRequest {
  readonly hub: string;
  readonly ca: string;
  readonly csr: string;
  /** The certificate to be renewed, PEM; it may have expired. */
  readonly certificate: string;
  readonly signal: AbortSignal;
}

/** simplereenroll: the next certificate, for the one before. @returns PEM. @throws EnrolmentError. */
export async function enrolAgain(keys: UnitKeys, request: LaterRequest): Promise<string> {
  const { hub, ca, csr, certificate, signal } = request;
  const answer = await callHub({
    method: 'POST',
    url: new URL('/.well-known/est/simplereenroll', hub),
    ca,
    signal,
    client: { certificate, key: keys.tls },
    body: csr,
    headers: { ...PKCS10, [PROOF_HEADER]: prove(keys, csr, null) },
  });
  return readCertificate(answer, keys);
}

/** What the hub says of the unit that shows this certificate. @throws EnrolmentError. */
export async function fetchUnitFacts(
  hub: string,
  { ca, ...client }: { ca: string; certificate: string; key: string },
  signal: AbortSignal,
): Promise<UnitFacts> {
  const answer = await callHub({ method: 'GET', url: new URL('/api/unit/identity', hub), ca, client, signal });
  if (answer.status !== 200) throw refusal(answer);
  const facts = parse(answer.text);
  if (!factsSchema.Check(facts) || parseUnitId(facts.unit) === null)
    throw new EnrolmentError('bad-answer', "The hub's words about this unit cannot be read.", RELEASES);
  return facts;
}

const PKCS10 = { 'content-type': 'application/pkcs10', 'content-transfer-encoding': 'base64' };

function prove(keys: UnitKeys, csr: string, claimHash: string | null): string {
  const proof: EnrolmentProof = { v: 1, claimHash, csrHash: sha256(Buffer.from(csr, 'base64')) };
  return signJws('hadir-claim', keys.journal, proof);
}

async function readCertificate(answer: HubAnswer, keys: UnitKeys): Promise<string> {
  // 202 is EST's way to say "later" (RFC 7030 section 4.2.3).
  if (answer.status !== 200) throw refusal(answer);
  // Needed a few times in a unit's life: its libraries take no memory otherwise.
  const { readPkcs7 } = await import('./read-pkcs7.ts');
  const own = createPublicKey(keys.tls).export({ type: 'spki', format: 'der' });
  const certificate = readPkcs7(answer.text)
    ?.map((pem) => new X509Certificate(pem))
    .find((candidate) => candidate.publicKey.export({ type: 'spki', format: 'der' }).equals(own));
  if (certificate === undefined || unitOf(certificate) === null)
    throw new EnrolmentError('bad-answer', "The hub's answer holds no certificate for this unit's key.", RELEASES);
  return certificate.toString();
}

/** @returns the unit's id in a certificate's common name, or null. */
export function unitOf(certificate: X509Certificate): string | null {
  const name = certificate.subject.split('\n').find((line) => line.startsWith('CN='));
  return name === undefined ? null : parseUnitId(name.slice(3));
}

function refusal({ status, text }: HubAnswer): EnrolmentError {
  // A hub that is overloaded or starting says so with these; it is worth another try.
  if (status === 202 || status === 429 || status >= 500)
    return new EnrolmentError('hub-unreachable', `The hub answered ${status}: it is busy.`, 'Nothing has to be done.');
  const { code, detail } = (parse(text) ?? {}) as { code?: unknown; detail?: unknown };
  const words = typeof detail === 'string' ? detail.slice(0, 200) : 'It gives no reason.';
  const known = typeof code === 'string' ? adviceOnRefusal(code) : null;
  const name = typeof code === 'string' ? code.slice(0, 60) : String(status);
  return new EnrolmentError('refused', `The hub refused (${name}). ${words}`, known ?? 'Ask BKD.');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('base64url');
}
