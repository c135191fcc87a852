import 'reflect-metadata';
import { X509Certificates } from '@peculiar/x509';

/**
 * Reads the certificates out of an EST answer: a PKCS #7 "certs-only" message.
 * @param text base64 of the DER, with or without line breaks (RFC 7030 section 4).
 * @returns PEM, one each; null where the text is something else.
 */
export function readPkcs7(text: string): string[] | null {
  const base64 = text.replaceAll(/\s/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
  try {
    const certificates = new X509Certificates(Buffer.from(base64, 'base64'));
    return certificates.length === 0 ? null : [...certificates].map((certificate) => certificate.toString('pem'));
  } catch {
    return null;
  }
}
