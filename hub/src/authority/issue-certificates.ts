import 'reflect-metadata';
import { createHash, createPublicKey, type KeyObject, type webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import type { UnitId } from '@hadir/shared/ids';
import * as x509 from '@peculiar/x509';
import type { IssueOutcome } from './authority.ts';
import { ECDSA_SHA256 } from './p256-key.ts';

const DAY_MS = 86_400_000;
/** A unit's clock may lag: what is issued now counts from the day before. */
const BACKDATED_MS = DAY_MS;
const CA_YEARS = 20;
const SERVER_DAYS = 397;

export async function issueCaCertificate(keys: webcrypto.CryptoKeyPair, name: string): Promise<string> {
  const now = Date.now();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [name] }],
    keys,
    signingAlgorithm: ECDSA_SHA256,
    notBefore: new Date(now - BACKDATED_MS),
    notAfter: new Date(now + CA_YEARS * 365 * DAY_MS),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return certificate.toString('pem');
}

export interface Issuer {
  readonly ca: x509.X509Certificate;
  readonly key: webcrypto.CryptoKey;
}

export async function issueServerCertificate(
  issuer: Issuer,
  publicKey: webcrypto.CryptoKey,
  names: readonly string[],
): Promise<string> {
  const now = Date.now();
  const certificate = await x509.X509CertificateGenerator.create({
    subject: [{ CN: [(names[0] ?? 'hadir').slice(0, 64)] }],
    issuer: issuer.ca.subjectName,
    publicKey,
    signingKey: issuer.key,
    signingAlgorithm: ECDSA_SHA256,
    notBefore: new Date(now - BACKDATED_MS),
    notAfter: new Date(now + SERVER_DAYS * DAY_MS),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((name) => ({ type: isIP(name) ? 'ip' : 'dns', value: name }) as const),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.ca.publicKey),
    ],
  });
  return certificate.toString('pem');
}

/** @param csr PKCS #10, PEM or DER; only its key and its proof of possession are used. @param validMs from now on */
export async function issueUnitCertificate(
  issuer: Issuer,
  csr: string | Buffer,
  unit: UnitId,
  validMs: number,
): Promise<IssueOutcome> {
  const request = readRequest(csr);
  if (request === null) return { ok: false, problem: 'unreadable-csr' };
  if (!isStrong(request.key)) return { ok: false, problem: 'weak-key' };
  if (!(await request.csr.verify().catch(() => false))) return { ok: false, problem: 'bad-csr-signature' };
  const certificate = await issueClientCertificate(issuer, request.csr.publicKey, unit, validMs);
  return {
    ok: true,
    pem: certificate.toString('pem'),
    sha256: certificateSha256(certificate),
    serial: certificate.serialNumber.toLowerCase(),
    issuer: certificateSha256(issuer.ca),
    expires: certificate.notAfter,
  };
}

/** @param name becomes the common name: a unit's id, or that of a hub towards an external broker. */
export async function issueClientCertificate(
  issuer: Issuer,
  publicKey: x509.PublicKeyType,
  name: string,
  validMs: number,
): Promise<x509.X509Certificate> {
  const now = Date.now();
  return x509.X509CertificateGenerator.create({
    subject: [{ CN: [name] }],
    issuer: issuer.ca.subjectName,
    publicKey,
    signingKey: issuer.key,
    signingAlgorithm: ECDSA_SHA256,
    // A unit renews when a third remains: a short validity must not begin long before its certificate was made.
    notBefore: new Date(now - Math.min(BACKDATED_MS, validMs / 10)),
    notAfter: new Date(now + validMs),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth]),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.ca.publicKey),
    ],
  });
}

/** @returns SHA-256 of the DER, lower-case hex */
function certificateSha256(certificate: x509.X509Certificate): string {
  return createHash('sha256').update(Buffer.from(certificate.rawData)).digest('hex');
}

function readRequest(csr: string | Buffer): { csr: x509.Pkcs10CertificateRequest; key: KeyObject } | null {
  if (typeof csr === 'string' && !/^-----BEGIN (NEW )?CERTIFICATE REQUEST-----/.test(csr.trimStart())) return null;
  try {
    const request = new x509.Pkcs10CertificateRequest(csr);
    const key = createPublicKey({ key: Buffer.from(request.publicKey.rawData), format: 'der', type: 'spki' });
    return { csr: request, key };
  } catch {
    return null;
  }
}

function isStrong(key: KeyObject): boolean {
  if (key.asymmetricKeyType === 'rsa') return (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048;
  if (key.asymmetricKeyType === 'ec')
    return ['prime256v1', 'secp384r1', 'secp521r1'].includes(key.asymmetricKeyDetails?.namedCurve ?? '');
  return key.asymmetricKeyType === 'ed25519';
}
