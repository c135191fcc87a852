import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileDurably } from '../keys/private-file.ts';
import { EnrolmentError } from './enrolment-error.ts';

/** What the unit shows to the hub, and what it asks of the hub. */
export interface Credentials {
  /** PEM. */
  readonly certificate: string;
  /** PEM of every authority that is trusted, oldest first. */
  readonly ca: string;
}

export type TrustOutcome = { readonly ok: true } | { readonly ok: false; readonly problem: string };

const MOST_AUTHORITIES = 3;

/** Read anew for each connection, so that a renewal or an order to trust counts from the next one on. @throws EnrolmentError `identity-damaged`. */
export function readCredentials(data: string): Credentials {
  try {
    const certificate = new X509Certificate(readFileSync(join(data, 'certificate.pem'))).toString();
    return { certificate, ca: readFileSync(join(data, 'ca.pem'), 'utf8') };
  } catch (cause) {
    throw new EnrolmentError(
      'identity-damaged',
      `A certificate in ${data} is missing or unreadable.`,
      'Restore the data folder from a copy, or ask BKD to re-activate this unit.',
      cause,
    );
  }
}

export function storeCertificate(data: string, certificate: string): void {
  writeFileDurably(join(data, 'certificate.pem'), certificate, 0o644);
}

/**
 * Trusts these authorities from now on, and no others. The certificate is then renewed under the newest of them.
 * Doing it twice changes nothing.
 * @param pems one to three certificates, oldest first.
 */
export function trustAuthorities(data: string, pems: string): TrustOutcome {
  const authorities = splitPem(pems);
  if (authorities === null) return { ok: false, problem: 'The authorities are not certificates.' };
  if (authorities.length === 0 || authorities.length > MOST_AUTHORITIES)
    return { ok: false, problem: `There must be 1 to ${MOST_AUTHORITIES} authorities.` };
  if (!authorities.every(isAuthority)) return { ok: false, problem: 'A certificate is not the one of an authority.' };
  writeFileDurably(join(data, 'ca.pem'), authorities.map(String).join(''), 0o644);
  return { ok: true };
}

/** @returns the certificates in a PEM text, or null where one is none. */
export function splitPem(pems: string): X509Certificate[] | null {
  try {
    const blocks = pems.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    return null;
  }
}

export function isIssuedBy(certificate: X509Certificate, authority: X509Certificate): boolean {
  return certificate.checkIssued(authority) && certificate.verify(authority.publicKey);
}

function isAuthority(certificate: X509Certificate): boolean {
  return certificate.ca && isIssuedBy(certificate, certificate);
}
