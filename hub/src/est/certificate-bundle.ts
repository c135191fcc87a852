import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

/** @param pem one certificate or several @returns a certs-only PKCS #7 as EST sends it: DER in base64 (RFC 8951), lines of 64. */
export function certificateBundle(pem: string): string {
  const certificates = x509.PemConverter.decode(pem).map((der) => new x509.X509Certificate(der));
  const base64 = Buffer.from(new x509.X509Certificates(certificates).export('raw')).toString('base64');
  return `${(base64.match(/.{1,64}/g) ?? []).join('\n')}\n`;
}
