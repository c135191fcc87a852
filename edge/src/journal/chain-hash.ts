import { createHash } from 'node:crypto';

/** @returns what the next entry commits to: SHA-256 of the entry's compact JWS, base64url. */
export function chainHash(jws: string): string {
  return createHash('sha256').update(jws, 'ascii').digest('base64url');
}
