import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import * as x509 from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;

/**
 * Makes a certificate that lives as long as this program, so that faces do not cross the office's network in the clear.
 * Nothing vouches for it: the phone warns, and the code on the screen is what lets it in.
 */
export async function makePhoneCertificate(now = Date.now()): Promise<{ key: string; cert: string }> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Hadir',
    keys,
    signingAlgorithm: ALGORITHM,
    // The clock of a new unit may be wrong by years until it hears a time server.
    notBefore: new Date(now - 3_650 * DAY_MS),
    notAfter: new Date(now + 3_650 * DAY_MS),
  });
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  return { key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'), cert: certificate.toString('pem') };
}

/** @returns the address at which a phone in the same network reaches this machine; null where there is no network. */
export function phoneAddress(port: number): string | null {
  const own = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal);
  return own === undefined ? null : `https://${own.address}:${port}`;
}
