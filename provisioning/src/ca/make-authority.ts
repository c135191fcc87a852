import 'reflect-metadata';
import { generateKeyPairSync, webcrypto, X509Certificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const DAY_MS = 86_400_000;

export interface MadeAuthority {
  /** PKCS #8 PEM. */
  readonly key: string;
  readonly certificate: string;
  /** SHA-256 of the certificate, upper-case hex with colons. */
  readonly fingerprint: string;
  readonly validUntil: Date;
}

/** Makes an authority as a hub makes its own: ECDSA P-256, one level, valid from the day before on, for lagging clocks. */
export async function makeAuthority(region: string, years: number, now: Date): Promise<MadeAuthority> {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const pkcs8 = pair.privateKey.export({ type: 'pkcs8', format: 'der' });
  const spki = pair.publicKey.export({ type: 'spki', format: 'der' });
  const keys = {
    privateKey: await webcrypto.subtle.importKey('pkcs8', pkcs8, ALGORITHM, true, ['sign']),
    publicKey: await webcrypto.subtle.importKey('spki', spki, ALGORITHM, true, ['verify']),
  };
  const validUntil = new Date(now.getTime() + years * 365 * DAY_MS);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [`Hadir ${region}`] }],
    keys,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    notBefore: new Date(now.getTime() - DAY_MS),
    notAfter: validUntil,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const pem = `${certificate.toString('pem').trimEnd()}\n`;
  return { key, certificate: pem, fingerprint: new X509Certificate(pem).fingerprint256, validUntil };
}
