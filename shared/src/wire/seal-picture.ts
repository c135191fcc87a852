import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import type { PictureKey } from './picture.ts';

/**
 * A picture that only the hub reads: a compact JWE (RFC 7516), key agreement ECDH-ES over X25519 with a key of its own
 * for each picture (RFC 7518 §4.6, RFC 8037), content AES-256-GCM. Any JOSE library opens it. `apu` is the unit, which
 * goes into the derived key: what one unit sealed does not open as another's.
 */

const IV_BYTES = 12;
const TAG_BYTES = 16;
const ENC = 'A256GCM';

/** @returns the key's RFC 7638 thumbprint: the `kid` of what is sealed for it. */
export function pictureKeyId({ x }: PictureKey): string {
  return createHash('sha256').update(`{"crv":"X25519","kty":"OKP","x":"${x}"}`).digest('base64url');
}

/** @param key of the hub. @returns compact JWE, ASCII. */
export function sealPicture(jpeg: Uint8Array, key: PictureKey, unit: string): string {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  const { x } = publicKey.export({ format: 'jwk' });
  const apu = Buffer.from(unit).toString('base64url');
  const header = Buffer.from(
    JSON.stringify({
      alg: 'ECDH-ES',
      enc: ENC,
      kid: pictureKeyId(key),
      apu,
      cty: 'image/jpeg',
      epk: { kty: 'OKP', crv: 'X25519', x },
    }),
  ).toString('base64url');
  const secret = diffieHellman({ privateKey, publicKey: createPublicKey({ key, format: 'jwk' }) });
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', deriveKey(secret, unit), iv).setAAD(Buffer.from(header));
  const hidden = Buffer.concat([cipher.update(jpeg), cipher.final()]);
  return [
    header,
    '',
    iv.toString('base64url'),
    hidden.toString('base64url'),
    cipher.getAuthTag().toString('base64url'),
  ].join('.');
}

/** @returns the JPEG, or null where this is no picture that this unit sealed for this key. */
export function openPicture(sealed: string, privateKey: KeyObject, unit: string): Buffer | null {
  const parts = sealed.split('.');
  const [header = '', encryptedKey, iv = '', hidden = '', tag = ''] = parts;
  const epk = readEphemeralKey(header, unit);
  if (parts.length !== 5 || encryptedKey !== '' || epk === null) return null;
  const authTag = Buffer.from(tag, 'base64url');
  const nonce = Buffer.from(iv, 'base64url');
  if (authTag.length !== TAG_BYTES || nonce.length !== IV_BYTES) return null;
  try {
    const secret = diffieHellman({ privateKey, publicKey: createPublicKey({ key: epk, format: 'jwk' }) });
    const decipher = createDecipheriv('aes-256-gcm', deriveKey(secret, unit), nonce)
      .setAAD(Buffer.from(header))
      .setAuthTag(authTag);
    return Buffer.concat([decipher.update(Buffer.from(hidden, 'base64url')), decipher.final()]);
  } catch {
    return null;
  }
}

function readEphemeralKey(header: string, unit: string): PictureKey | null {
  try {
    const parsed = JSON.parse(Buffer.from(header, 'base64url').toString()) as {
      alg?: unknown;
      enc?: unknown;
      apu?: unknown;
      epk?: { kty?: unknown; crv?: unknown; x?: unknown };
    };
    const { kty, crv, x } = parsed.epk ?? {};
    const known = parsed.alg === 'ECDH-ES' && parsed.enc === ENC;
    if (!known || parsed.apu !== Buffer.from(unit).toString('base64url')) return null;
    return kty === 'OKP' && crv === 'X25519' && typeof x === 'string' ? { kty, crv, x } : null;
  } catch {
    return null;
  }
}

/** Concat KDF (NIST SP 800-56A §5.8.1) with SHA-256, as RFC 7518 §4.6.2 fills it; one round makes the 256 bits. */
function deriveKey(secret: Buffer, unit: string): Buffer {
  return createHash('sha256')
    .update(Buffer.of(0, 0, 0, 1))
    .update(secret)
    .update(withLength(ENC))
    .update(withLength(unit))
    .update(withLength(''))
    .update(Buffer.of(0, 0, 1, 0))
    .digest();
}

function withLength(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
