import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/**
 * Makes the certificate signing request of the unit's TLS key. The name in it is of no weight: the hub puts the unit's
 * id into the certificate. @param key PKCS #8, PEM. @returns PKCS #10, PEM.
 */
export async function makeCsr(key: string): Promise<string> {
  const pkcs8 = Buffer.from(key.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
  const privateKey = await webcrypto.subtle.importKey('pkcs8', pkcs8, ALGORITHM, true, ['sign']);
  const { d: _, key_ops: __, ...jwk } = await webcrypto.subtle.exportKey('jwk', privateKey);
  const publicKey = await webcrypto.subtle.importKey('jwk', jwk, ALGORITHM, true, ['verify']);
  const csr = await Pkcs10CertificateRequestGenerator.create({
    name: 'CN=hadir-unit',
    keys: { privateKey, publicKey },
    signingAlgorithm: ALGORITHM,
  });
  return csr.toString('pem');
}
