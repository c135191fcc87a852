import { createHash, X509Certificate } from 'node:crypto';
import type { ClaimCode } from '@hadir/shared/wire/enrolment';
import { callHub } from './call-hub.ts';
import { EnrolmentError } from './enrolment-error.ts';

/**
 * EST's cacerts over a connection that is not trusted yet: of the authorities that the hub shows, the one is believed
 * whose fingerprint the operator was given on another way.
 * @param onAnswer called when the hub has answered and is about to be checked.
 * @returns PEM.
 * @throws EnrolmentError `hub-unreachable`, `bad-answer` or `wrong-authority`.
 */
export async function fetchAuthority(
  { h: hub, f: fingerprint }: Pick<ClaimCode, 'h' | 'f'>,
  { onAnswer, signal }: { onAnswer: () => void; signal: AbortSignal },
): Promise<string> {
  const url = new URL('/.well-known/est/cacerts', hub);
  const { status, text } = await callHub({ method: 'GET', url, ca: null, signal });
  const noHub = 'Is this the address of a Hadir hub?';
  if (status === 429 || status >= 500)
    throw new EnrolmentError(
      'hub-unreachable',
      `${url.href} answered ${status}: the hub is busy.`,
      'Nothing has to be done.',
    );
  if (status !== 200) throw new EnrolmentError('bad-answer', `${url.href} answered ${status}.`, noHub);
  onAnswer();
  const { readPkcs7 } = await import('./read-pkcs7.ts');
  const shown = readPkcs7(text)?.map((pem) => new X509Certificate(pem));
  if (shown === undefined) throw new EnrolmentError('bad-answer', `${url.href} shows no certificates.`, noHub);
  const authority = shown.find(({ raw }) => createHash('sha256').update(raw).digest('base64url') === fingerprint);
  if (authority === undefined)
    throw new EnrolmentError(
      'wrong-authority',
      `The hub at ${url.origin} has the fingerprint ${shown.map(({ fingerprint256 }) => fingerprint256).join(' or ')}, not the one of the claim: a wrong address, a wrong fingerprint, or somebody in between. Nothing was sent.`,
      'Compare the address and the fingerprint with what the hub shows beside the claim.',
    );
  return authority.toString();
}
