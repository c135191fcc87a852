import 'reflect-metadata';
import { webcrypto, X509Certificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;

/** A certificate authority for tests, with a server certificate for this machine. */
export interface TestAuthority {
  readonly ca: string;
  /** SHA-256 of the authority's certificate, hexadecimal with colons. */
  readonly fingerprint: string;
  readonly server: { readonly key: string; readonly cert: string };
  /** @returns a client certificate for the key in a signing request, PEM; valid from yesterday until tomorrow unless told. */
  issue(csr: string, unit: string, validity?: Partial<Validity>): Promise<string>;
}

interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export async function createTestAuthority(name = 'CN=Hadir test authority'): Promise<TestAuthority> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const validity = { notBefore: new Date(Date.now() - DAY_MS), notAfter: new Date(Date.now() + DAY_MS) };
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    name,
    keys,
    signingAlgorithm: ALGORITHM,
    ...validity,
    extensions: [new x509.BasicConstraintsExtension(true, 0, true)],
  });
  const issue = (
    subject: string,
    publicKey: x509.PublicKeyType,
    extensions: x509.Extension[],
    dates: Partial<Validity> = {},
  ) =>
    x509.X509CertificateGenerator.create({
      subject,
      issuer: name,
      publicKey,
      signingKey: keys.privateKey,
      signingAlgorithm: ALGORITHM,
      ...validity,
      ...dates,
      extensions,
    });
  const serverKeys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const server = await issue('CN=localhost', serverKeys.publicKey, [
    new x509.SubjectAlternativeNameExtension([
      { type: 'dns', value: 'localhost' },
      { type: 'ip', value: '127.0.0.1' },
    ]),
  ]);
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', serverKeys.privateKey));
  const pem = ca.toString('pem');
  return {
    ca: pem,
    fingerprint: new X509Certificate(pem).fingerprint256,
    server: { key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'), cert: server.toString('pem') },
    issue: async (csr, unit, dates) => {
      const request = new x509.Pkcs10CertificateRequest(csr);
      if (!(await request.verify())) throw new Error('The signing request is not signed by its own key.');
      const extensions = [new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth])];
      const certificate = await issue(`CN=${unit}`, request.publicKey, extensions, dates);
      return certificate.toString('pem');
    },
  };
}
