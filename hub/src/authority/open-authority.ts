import 'reflect-metadata';
import { createHash, createPrivateKey, createPublicKey, randomBytes, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { exportSigningKey, generateSigningKey, loadSigningKey } from '@hadir/shared/journal/node-signature';
import * as x509 from '@peculiar/x509';
import type { Logger } from 'pino';
import type { Authority } from './authority.ts';
import { AuthorityError } from './authority-error.ts';
import {
  type Issuer,
  issueCaCertificate,
  issueClientCertificate,
  issueServerCertificate,
  issueUnitCertificate,
} from './issue-certificates.ts';
import { type KeyFolder, openKeyFolder } from './key-folder.ts';
import { importP256Key, makeP256Key } from './p256-key.ts';

/** A server certificate is renewed at a start when fewer days than this remain. */
const RENEW_DAYS = 60;
/** What an external broker's access list calls the hubs. */
const HUB_NAME = 'hadir-hub';

const YEAR_MS = 365 * 86_400_000;

export interface AuthorityConfig {
  readonly data: string;
  readonly publicHost: string;
  readonly region: string;
  /** How long a unit's certificate is valid; a year where nothing is said. */
  readonly unitCertificateMs?: number;
}

/** Reads the hub's keys, or makes them on the first start. @throws AuthorityError */
export async function openAuthority(config: AuthorityConfig, log: Logger): Promise<Authority> {
  const keys = await openKeyFolder(join(config.data, 'keys'));
  const caKeyPem = (await keys.readOrMake('ca-key.pem', makeP256Key)).toString();
  const caKeys = await importP256Key(caKeyPem);
  const caPem = (
    await keys.readOrMake('ca.pem', () => issueCaCertificate(caKeys, `Hadir ${config.region}`))
  ).toString();
  const ca = new X509Certificate(caPem);
  if (!ca.checkPrivateKey(createPrivateKey(caKeyPem)))
    throw new AuthorityError('keys/ca.pem and keys/ca-key.pem do not belong together. Restore both from one backup.');
  const issuer: Issuer = { ca: new x509.X509Certificate(caPem), key: caKeys.privateKey };
  const server = await openServerCredentials(keys, issuer, serverNames(config.publicHost), log);
  const hubKey = loadSigningKey(
    (await keys.readOrMake('hub-key.pem', () => exportSigningKey(generateSigningKey()))).toString(),
  );
  const templateKey = await keys.readOrMake('template.key', () => randomBytes(32));
  if (templateKey.length !== 32)
    throw new AuthorityError(
      'keys/template.key is not 32 bytes long. Restore it from a backup: without it no template can be read.',
    );
  return {
    caPem,
    caFingerprint: ca.fingerprint256,
    hubKey,
    templateKey,
    serverCredentials: () => ({ key: server.key, cert: `${server.cert.trimEnd()}\n${caPem}` }),
    issueHubClientCredentials: async () => {
      const key = makeP256Key();
      const { publicKey } = await importP256Key(key);
      return { key, cert: (await issueClientCertificate(issuer, publicKey, HUB_NAME, YEAR_MS)).toString('pem') };
    },
    issueUnitCertificate: (csr, unit) => issueUnitCertificate(issuer, csr, unit, config.unitCertificateMs ?? YEAR_MS),
  };
}

function serverNames(publicHost: string): string[] {
  return [...new Set([publicHost, 'localhost', '127.0.0.1', '::1'])];
}

async function openServerCredentials(keys: KeyFolder, issuer: Issuer, names: readonly string[], log: Logger) {
  const key = (await keys.readOrMake('server-key.pem', makeP256Key)).toString();
  const kept = await keys.read('server.pem');
  if (kept !== null && isStillGood(kept.toString(), key, issuer, names)) return { key, cert: kept.toString() };
  const cert = await issueServerCertificate(issuer, (await importP256Key(key)).publicKey, names);
  await keys.write('server.pem', cert);
  log.info(
    { names },
    'The hub has a new TLS certificate for these names. Units and browsers that trust the CA need nothing.',
  );
  return { key, cert };
}

function isStillGood(pem: string, keyPem: string, issuer: Issuer, names: readonly string[]): boolean {
  try {
    const certificate = new X509Certificate(pem);
    const ca = createPublicKey({ key: Buffer.from(issuer.ca.publicKey.rawData), format: 'der', type: 'spki' });
    return (
      certificate.checkPrivateKey(createPrivateKey(keyPem)) &&
      certificate.verify(ca) &&
      Date.parse(certificate.validTo) - Date.now() > RENEW_DAYS * 86_400_000 &&
      fingerprintOfNames(certificate.subjectAltName ?? '') === fingerprintOfNames(altName(names))
    );
  } catch {
    return false;
  }
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
