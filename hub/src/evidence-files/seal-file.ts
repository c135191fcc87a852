import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The key for documents at rest, which follows from the hub's key for templates and opens none of those. */
export function fileKey(templateKey: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', templateKey, '', 'hadir evidence files', 32));
}

/** @param file its id: it opens only under the same, so that rows cannot be swapped. @returns IV, tag, sealed bytes. */
export function sealFile(key: Buffer, file: string, bytes: Uint8Array): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv).setAAD(Buffer.from(file));
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

/** @throws where the bytes were altered, or belong to another file or key. */
export function openFile(key: Buffer, file: string, sealed: Buffer): Buffer {
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, IV_BYTES))
    .setAAD(Buffer.from(file))
    .setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
}
