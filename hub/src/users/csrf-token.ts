import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The CSRF token of a session: derived from the session's own secret, so that every hub can check it without keeping
 * it, and of no use to find that secret.
 */
export function csrfToken(sessionToken: string): string {
  return createHmac('sha256', sessionToken).update('hadir-csrf-v1').digest('base64url');
}

export function isSameToken(given: string | string[] | undefined, expected: string): boolean {
  if (typeof given !== 'string') return false;
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
