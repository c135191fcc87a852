import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import type { TrustedAuthority } from './authority.ts';
import { AuthorityError } from './authority-error.ts';
import { type Issuer, issueCaCertificate } from './issue-certificates.ts';
import type { KeyFolder } from './key-folder.ts';
import { importP256Key, makeP256Key } from './p256-key.ts';

/**
 * `ca.pem` holds every trusted authority, oldest first, and is the word on what is trusted: it is replaced whole. The
 * key of the first authority is `ca-key.pem`, those of later ones are named by the fingerprint; each is there before
 * its certificate is, and goes after it.
 */
const BUNDLE = 'ca.pem';
const FIRST_KEY = 'ca-key.pem';

export interface HeldAuthority extends TrustedAuthority {
  readonly issuer: Issuer;
  readonly keyFile: string;
}

/** @param name of the authority that is made where there is none @throws AuthorityError */
export async function openAuthorities(keys: KeyFolder, name: string): Promise<HeldAuthority[]> {
  const bundle = (await keys.read(BUNDLE))?.toString() ?? (await makeFirst(keys, name));
  const pems = bundle.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----\n?/g) ?? [];
  if (pems.length === 0) throw new AuthorityError('keys/ca.pem holds no certificate. Restore it from a backup.');
  return Promise.all(pems.map((pem) => openOne(keys, pem)));
}

/** Makes a further authority; it is trusted once this has returned. @param held those that there are */
export async function addAuthority(keys: KeyFolder, held: readonly HeldAuthority[], name: string): Promise<void> {
  const key = makeP256Key();
  const pem = endLine(await issueCaCertificate(await importP256Key(key), name));
  await keys.write(keyFileOf(pem), key);
  await keys.write(BUNDLE, [...held.map((authority) => endLine(authority.pem)), pem].join(''));
}

/** Trusts these only, and destroys the keys of the rest. */
export async function keepAuthorities(
  keys: KeyFolder,
  kept: readonly HeldAuthority[],
  dropped: readonly HeldAuthority[],
): Promise<void> {
  await keys.write(BUNDLE, kept.map(({ pem }) => endLine(pem)).join(''));
  for (const { keyFile } of dropped) await keys.remove(keyFile);
}

async function makeFirst(keys: KeyFolder, name: string): Promise<string> {
  const key = (await keys.readOrMake(FIRST_KEY, makeP256Key)).toString();
  const made = await keys.readOrMake(BUNDLE, async () => issueCaCertificate(await importP256Key(key), name));
  return made.toString();
}

async function openOne(keys: KeyFolder, pem: string): Promise<HeldAuthority> {
  const certificate = new X509Certificate(pem);
  for (const keyFile of [keyFileOf(pem), FIRST_KEY]) {
    const key = (await keys.read(keyFile))?.toString();
    if (key === undefined || !certificate.checkPrivateKey(createPrivateKey(key))) continue;
    const { privateKey } = await importP256Key(key);
    return {
      pem,
      sha256: sha256Of(certificate),
      fingerprint: certificate.fingerprint256,
      validFrom: new Date(certificate.validFrom),
      validUntil: new Date(certificate.validTo),
      issuer: { ca: new x509.X509Certificate(pem), key: privateKey },
      keyFile,
    };
  }
  throw new AuthorityError('keys/ca.pem and keys/ca-key.pem do not belong together. Restore both from one backup.');
}

function keyFileOf(pem: string): string {
  return `ca-key-${sha256Of(new X509Certificate(pem)).slice(0, 16)}.pem`;
}

function sha256Of(certificate: X509Certificate): string {
  return createHash('sha256').update(certificate.raw).digest('hex');
}

function endLine(pem: string): string {
  return `${pem.trimEnd()}\n`;
}
