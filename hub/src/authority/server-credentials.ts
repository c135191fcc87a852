import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import type { HeldAuthority } from './held-authorities.ts';
import { issueServerCertificate } from './issue-certificates.ts';
import type { KeyFolder } from './key-folder.ts';
import { importP256Key, makeP256Key } from './p256-key.ts';

/** A server certificate is renewed when fewer days than this remain. */
const RENEW_DAYS = 60;

export interface ServerCredentials {
  readonly key: string;
  /** The certificate alone. */
  readonly cert: string;
  /** The authority that it comes from. */
  readonly authority: HeldAuthority;
  readonly isNew: boolean;
}

/** What the hub shows: the kept certificate while it is good, or else a new one of the same authority. */
export async function openServerCredentials(
  keys: KeyFolder,
  held: readonly HeldAuthority[],
  names: readonly string[],
): Promise<ServerCredentials> {
  const key = (await keys.readOrMake('server-key.pem', makeP256Key)).toString();
  const cert = (await keys.read('server.pem'))?.toString();
  const kept = cert === undefined ? null : readKept(cert, key, held);
  if (kept === null || cert === undefined) return issueServerCredentials(keys, oldest(held), names);
  return isStillGood(kept.certificate, names)
    ? { key, cert, authority: kept.authority, isNew: false }
    : issueServerCredentials(keys, kept.authority, names);
}

export async function issueServerCredentials(
  keys: KeyFolder,
  authority: HeldAuthority,
  names: readonly string[],
): Promise<ServerCredentials> {
  const key = (await keys.readOrMake('server-key.pem', makeP256Key)).toString();
  const cert = await issueServerCertificate(authority.issuer, (await importP256Key(key)).publicKey, names);
  await keys.write('server.pem', cert);
  return { key, cert, authority, isNew: true };
}

function oldest(held: readonly HeldAuthority[]): HeldAuthority {
  const [first] = held;
  if (first === undefined) throw new TypeError('There is always one authority.');
  return first;
}

function readKept(cert: string, key: string, held: readonly HeldAuthority[]) {
  try {
    const certificate = new X509Certificate(cert);
    if (!certificate.checkPrivateKey(createPrivateKey(key))) return null;
    const authority = held.find(({ pem }) => certificate.verify(new X509Certificate(pem).publicKey));
    return authority === undefined ? null : { certificate, authority };
  } catch {
    return null;
  }
}

function isStillGood(certificate: X509Certificate, names: readonly string[]): boolean {
  return (
    Date.parse(certificate.validTo) - Date.now() > RENEW_DAYS * 86_400_000 &&
    fingerprintOfNames(certificate.subjectAltName ?? '') === fingerprintOfNames(altName(names))
  );
}

/** The names as node:crypto writes a certificate's subjectAltName. */
function altName(names: readonly string[]): string {
  return names
    .map((name) => (/^[\d.]+$/.test(name) || name.includes(':') ? `IP Address:${name}` : `DNS:${name}`))
    .join(', ');
}

function fingerprintOfNames(text: string): string {
  const names = text.split(', ').map((name) => name.replace('IP Address:0:0:0:0:0:0:0:1', 'IP Address:::1'));
  return createHash('sha256').update(names.sort().join()).digest('hex');
}
