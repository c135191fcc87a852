import { createHash, X509Certificate } from 'node:crypto';
import type { UnitKeys } from '../keys/unit-keys.ts';
import { type Credentials, isIssuedBy, readCredentials, splitPem, storeCertificate } from './credentials.ts';
import { EnrolmentError } from './enrolment-error.ts';
import { enrolAgain, unitOf } from './est-client.ts';

/** A certificate is renewed when less than this part of its validity remains. */
const LAST_PART = 1 / 3;
/** Over how much of the validity a fleet's renewals are spread. */
const SPREAD = 1 / 30;

export interface RenewalOptions {
  readonly data: string;
  readonly keys: UnitKeys;
  readonly unit: string;
  /** https://host:port */
  readonly hub: string;
}

/**
 * @returns from when on the certificate is to be renewed: at once when the newest authority did not issue it, else in
 * the last third of its validity, at a moment that is the certificate's own, so that a thousand units that were
 * enrolled on one day are not renewed in one minute.
 */
export function renewalMoment({ certificate, ca }: Credentials): Date {
  const own = new X509Certificate(certificate);
  const newest = splitPem(ca)?.at(-1);
  if (newest !== undefined && !isIssuedBy(own, newest)) return new Date(0);
  const until = Date.parse(own.validTo);
  const validity = until - Date.parse(own.validFrom);
  const share = createHash('sha256').update(own.raw).digest().readUInt32BE(0) / 2 ** 32;
  return new Date(until - validity * (LAST_PART - SPREAD * share));
}

/** @returns when the certificate ends. */
export function certificateEnd({ certificate }: Credentials): Date {
  return new Date(new X509Certificate(certificate).validTo);
}

/**
 * Asks for the next certificate with the one that is held, even when that has expired, and keeps it. It may be
 * interrupted anywhere: the old certificate is valid until the new one is on the disk, and after.
 * @throws EnrolmentError.
 */
export async function renewCertificate(
  { data, keys, unit, hub }: RenewalOptions,
  signal: AbortSignal,
): Promise<Credentials> {
  const { certificate, ca } = readCredentials(data);
  // Needed once in many months: its libraries take no memory until then.
  const { makeCsr } = await import('./make-csr.ts');
  const fresh = await enrolAgain(keys, { hub, ca, csr: await makeCsr(keys.tls, unit), certificate, signal });
  const next = new X509Certificate(fresh);
  // Asked again: an order to trust others may have come meanwhile.
  const trusted = splitPem(readCredentials(data).ca) ?? [];
  if (unitOf(next) !== unit || !trusted.some((authority) => isIssuedBy(next, authority)))
    throw new EnrolmentError(
      'bad-answer',
      'The renewed certificate is not for this unit, or of an authority that it does not trust.',
      'The old certificate is kept. Ask BKD.',
    );
  storeCertificate(data, fresh);
  return readCredentials(data);
}
