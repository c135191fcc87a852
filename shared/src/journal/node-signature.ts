import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import type { Ed25519Jwk } from './ed25519-jwk.ts';
import { type CompactJws, encodeBase64url, type JwsType, protectedHeader } from './jws.ts';
import { thumbprintInput } from './thumbprint-input.ts';

/** Signing with node:crypto: the unit's journal key, and the hub's key for receipts and commands. */
export interface SigningKey {
  readonly kid: string;
  readonly publicKey: Ed25519Jwk;
  readonly privateKey: KeyObject;
}

export function generateSigningKey(): SigningKey {
  return signingKey(generateKeyPairSync('ed25519').privateKey);
}

/** @param pem PKCS #8 */
export function loadSigningKey(pem: string): SigningKey {
  return signingKey(createPrivateKey(pem));
}

/** @returns PKCS #8 PEM; store it with mode 0600. */
export function exportSigningKey(key: SigningKey): string {
  return key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

export function thumbprint(key: Ed25519Jwk): string {
  return createHash('sha256').update(thumbprintInput(key)).digest('base64url');
}

/** @returns the compact JWS over the payload's JSON. */
export function signJws(type: JwsType, key: SigningKey, payload: object): string {
  const signed = `${protectedHeader(type, key.kid)}.${encodeBase64url(Buffer.from(JSON.stringify(payload)))}`;
  return `${signed}.${sign(null, Buffer.from(signed), key.privateKey).toString('base64url')}`;
}

/** Checks kind, key and signature; the payload has not been parsed before this answers true. */
export function isSignedBy(jws: CompactJws, type: JwsType, publicKey: Ed25519Jwk): boolean {
  if (jws.header !== protectedHeader(type, thumbprint(publicKey))) return false;
  const key = createPublicKey({ key: publicKey, format: 'jwk' });
  return verify(null, Buffer.from(jws.signed), key, Buffer.from(jws.signature, 'base64url'));
}

function signingKey(privateKey: KeyObject): SigningKey {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (privateKey.asymmetricKeyType !== 'ed25519' || x === undefined) throw new TypeError('The key is not Ed25519.');
  const publicKey: Ed25519Jwk = { kty: 'OKP', crv: 'Ed25519', x };
  return { kid: thumbprint(publicKey), publicKey, privateKey };
}
