/**
 * Compact JWS (RFC 7515) with EdDSA over Ed25519 (RFC 8037), without a signature library: who signs and who verifies
 * is passed in, so that unit (node:crypto), hub (libsodium) and browser (noble) share the format and nothing else.
 */

/** What a JWS says; carried in its protected header as `typ`, so that one kind is never taken for another. */
export type JwsType =
  | 'hadir-entry'
  | 'hadir-receipt'
  | 'hadir-command'
  | 'hadir-claim'
  | 'hadir-picture'
  | 'hadir-picture-receipt'
  | 'hadir-export';

export interface CompactJws {
  header: string;
  payload: string;
  signature: string;
  /** The bytes that were signed: `header.payload`. */
  signed: string;
}

/** @returns the protected header of every JWS of this kind under this key: constant, so that it is compared and not parsed. */
export function protectedHeader(type: JwsType, kid: string): string {
  return encodeBase64url(new TextEncoder().encode(JSON.stringify({ alg: 'EdDSA', typ: `${type}+jws`, kid })));
}

const COMPACT = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{86})$/;

/** @returns the parts of a compact JWS with a 64-byte signature, or null where the text is none. */
export function splitJws(text: string): CompactJws | null {
  const match = COMPACT.exec(text);
  if (!match) return null;
  const [, header, payload, signature] = match as unknown as [string, string, string, string];
  return { header, payload, signature, signed: `${header}.${payload}` };
}

/** @returns the `kid` that the header names, unverified, or null. */
export function headerKid(header: string): string | null {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(decodeBase64url(header)));
    if (typeof parsed === 'object' && parsed !== null && 'kid' in parsed && typeof parsed.kid === 'string')
      return parsed.kid;
    return null;
  } catch {
    return null;
  }
}

export function encodeBase64url(bytes: Uint8Array): string {
  let binary = '';
  for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** @throws DOMException where the text is not base64url. */
export function decodeBase64url(text: string): Uint8Array {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
