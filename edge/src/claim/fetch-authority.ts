import { X509Certificate } from 'node:crypto';
import { callHub } from './call-hub.ts';
import { ClaimError } from './claim-error.ts';

/**
 * Fetches the hub's certificate authority over a connection that is not trusted yet, and believes it only when its
 * fingerprint is the one that the operator was given on another way.
 * @param fingerprint SHA-256 of the certificate (DER), hexadecimal, colons or not.
 * @returns PEM.
 * @throws ClaimError `hub-unreachable`, `bad-answer` or `wrong-authority`.
 */
export async function fetchAuthority(hub: string, fingerprint: string): Promise<string> {
  const url = new URL('/ca.pem', hub);
  const { status, text } = await callHub({ method: 'GET', url, ca: null });
  if (status !== 200) throw new ClaimError('bad-answer', `${url.href} answered ${status}: is HADIR_HUB a Hadir hub?`);
  let authority: X509Certificate;
  try {
    authority = new X509Certificate(text);
  } catch (cause) {
    throw new ClaimError('bad-answer', `${url.href} is no certificate: is HADIR_HUB a Hadir hub?`, cause);
  }
  if (plain(authority.fingerprint256) !== plain(fingerprint))
    throw new ClaimError(
      'wrong-authority',
      `The hub at ${url.origin} has the fingerprint ${authority.fingerprint256}, not the one in HADIR_CA_FINGERPRINT: a wrong address, a wrong fingerprint, or somebody in between. Nothing was sent.`,
    );
  return authority.toString();
}

function plain(fingerprint: string): string {
  return fingerprint.replaceAll(/[^0-9a-fA-F]/g, '').toUpperCase();
}
