import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/**
 * Makes the certificate signing request of the unit's TLS key.
 * @param key PKCS #8, PEM.
 * @param commonName of no weight in a first request, where the hub chooses the unit's id; the id itself in a renewal,
 * since RFC 7030 section 4.2.2 asks for the same subject.
 * @returns PKCS #10, base64 of its DER.
 */
export async function makeCsr(key: string, commonName = 'hadir-unit'): Promise<string> {
  const pkcs8 = Buffer.from(key.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
  const privateKey = await webcrypto.subtle.importKey('pkcs8', pkcs8, ALGORITHM, true, ['sign']);
  const { d: _, key_ops: __, ...jwk } = await webcrypto.subtle.exportKey('jwk', privateKey);
  const publicKey = await webcrypto.subtle.importKey('jwk', jwk, ALGORITHM, true, ['verify']);
  const csr = await Pkcs10CertificateRequestGenerator.create({
    name: `CN=${commonName}`,
    keys: { privateKey, publicKey },
    signingAlgorithm: ALGORITHM,
  });
  return csr.toString('base64');
}
