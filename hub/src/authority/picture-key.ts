import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { PictureKey } from '@hadir/shared/wire/picture';
import { AuthorityError } from './authority-error.ts';

/** What units seal pictures with, and what opens them. */
export interface PictureKeys {
  readonly publicKey: PictureKey;
  readonly privateKey: KeyObject;
}

/** @returns PKCS #8 PEM. */
export function makePictureKey(): string {
  return generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** @throws AuthorityError where the text holds no X25519 key. */
export function loadPictureKey(pem: string): PictureKeys {
  try {
    const privateKey = createPrivateKey(pem);
    const { kty, crv, x } = createPublicKey(privateKey).export({ format: 'jwk' });
    if (kty === 'OKP' && crv === 'X25519' && x !== undefined) return { publicKey: { kty, crv, x }, privateKey };
  } catch {
    // Said below.
  }
  throw new AuthorityError(
    'keys/picture-key.pem holds no X25519 key. Restore it from a backup: without it no picture can be opened.',
  );
}
