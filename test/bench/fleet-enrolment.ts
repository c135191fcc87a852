import 'reflect-metadata';
import { createHash, webcrypto } from 'node:crypto';
import { request } from 'node:https';
import { generateSigningKey, type SigningKey, signJws } from '@hadir/shared/journal/node-signature';
import {
  CLAIM_USER,
  type EnrolmentProof,
  HARDWARE_HEADER,
  JOURNAL_KEY_HEADER,
  normaliseClaim,
  PROOF_HEADER,
  type UnitFacts,
} from '@hadir/shared/wire/enrolment';
import { PemConverter, Pkcs10CertificateRequestGenerator, X509Certificates } from '@peculiar/x509';

/** What a unit makes before it meets its hub. */
export interface UnitSecrets {
  readonly journalKey: SigningKey;
  /** PKCS #8, PEM. */
  readonly tlsKey: string;
  /** PKCS #10, DER. */
  readonly csr: Buffer;
}

export interface ClaimAtHub {
  /** https://host:port */
  readonly hub: string;
  /** SHA-256 of the authority, hexadecimal with colons. */
  readonly caFingerprint: string;
  readonly claim: string;
}

/** How the unit meets the broker. PEM. */
export interface Membership {
  readonly facts: UnitFacts;
  readonly certificate: string;
  readonly ca: string;
}

/** The hub said no. */
export class Refused extends Error {
  /** It is busy or counts calls, and says yes later. */
  readonly heals: boolean;

  constructor(call: string, status: number, text: string) {
    super(`${call}: ${status} ${text.slice(0, 200)}`);
    this.heals = status === 429 || status >= 500;
  }
}

const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const EST = '/.well-known/est';
const PATIENCE_MS = 40_000;

export async function makeSecrets(): Promise<UnitSecrets> {
  const keys = await webcrypto.subtle.generateKey(P256, true, ['sign', 'verify']);
  const csr = await Pkcs10CertificateRequestGenerator.create({ name: 'CN=hadir-unit', keys, signingAlgorithm: P256 });
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const tlsKey = PemConverter.encode(pkcs8, 'PRIVATE KEY');
  return { journalKey: generateSigningKey(), tlsKey, csr: Buffer.from(csr.rawData) };
}

/** Three calls over three connections, as a unit makes them. @throws Refused, or Error where the hub is out of reach */
export async function enrolOnce(
  { journalKey, tlsKey, csr }: UnitSecrets,
  { hub, caFingerprint, claim }: ClaimAtHub,
): Promise<Membership> {
  const shown = certificates(await call(`${hub}${EST}/cacerts`, { rejectUnauthorized: false }));
  const ca = shown.find((pem) => fingerprint(pem) === caFingerprint.replaceAll(':', '').toLowerCase());
  if (ca === undefined) throw new Error('The hub showed another authority than the claim names.');
  const normalised = normaliseClaim(claim);
  const proof: EnrolmentProof = { v: 1, claimHash: sha256(normalised), csrHash: sha256(csr) };
  const answer = await call(`${hub}${EST}/simpleenroll`, {
    method: 'POST',
    ca,
    headers: {
      'content-type': 'application/pkcs10',
      authorization: `Basic ${Buffer.from(`${CLAIM_USER}:${normalised}`).toString('base64')}`,
      [JOURNAL_KEY_HEADER]: JSON.stringify(journalKey.publicKey),
      [PROOF_HEADER]: signJws('hadir-claim', journalKey, proof),
      [HARDWARE_HEADER]: 'benchmark',
    },
    body: csr.toString('base64'),
  });
  const [certificate] = certificates(answer);
  if (certificate === undefined) throw new Error('The hub gave no certificate.');
  const facts: UnitFacts = JSON.parse(await call(`${hub}/api/unit/identity`, { ca, key: tlsKey, cert: certificate }));
  return { facts, certificate, ca };
}

interface Call {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly rejectUnauthorized?: boolean;
  readonly ca?: string;
  readonly key?: string;
  readonly cert?: string;
}

function call(url: string, { body, ...options }: Call): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { ...options, agent: false, timeout: PATIENCE_MS }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (answer.statusCode === 200) resolve(text);
        else reject(new Refused(new URL(url).pathname, answer.statusCode ?? 0, text));
      });
    });
    sent.on('timeout', () => sent.destroy(new Error(`No answer within ${PATIENCE_MS / 1_000} s.`)));
    sent.on('error', reject);
    sent.end(body);
  });
}

function certificates(bundle: string): string[] {
  return [...new X509Certificates(Buffer.from(bundle, 'base64'))].map((certificate) => certificate.toString('pem'));
}

function fingerprint(pem: string): string {
  return createHash('sha256')
    .update(Buffer.from(PemConverter.decodeFirst(pem)))
    .digest('hex');
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('base64url');
}
