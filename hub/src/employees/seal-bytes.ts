import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals what must not be read from the database alone.
 * @param context what it belongs to; it opens only under the same words, so that rows cannot be swapped.
 * @returns 12 bytes IV, 16 bytes tag, then the encrypted bytes.
 */
export function sealBytes(key: Buffer, context: string, bytes: Uint8Array): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

/**
 * @returns the bytes at the beginning of a buffer of their own, so that they can be read as numbers of any width.
 * @throws where the bytes were altered, or belong to something else or another key.
 */
export function openBytes(key: Buffer, context: string, sealed: Buffer): Buffer {
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, IV_BYTES))
    .setAAD(Buffer.from(context))
    .setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  const bytes = Buffer.from(new ArrayBuffer(sealed.length - IV_BYTES - TAG_BYTES));
  decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)).copy(bytes);
  decipher.final();
  return bytes;
}
