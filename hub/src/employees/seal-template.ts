import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { endianness } from 'node:os';

/** What a sealed face belongs to; it opens only under the same three, so that rows cannot be swapped. */
export interface TemplateOwner {
  readonly template: string;
  readonly employee: string;
  readonly model: string;
}

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** @returns 12 bytes IV, 16 bytes tag, then the encrypted float32 numbers, little-endian. */
export function sealTemplate(key: Buffer, owner: TemplateOwner, embedding: Float32Array): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv).setAAD(context(owner));
  const sealed = Buffer.concat([cipher.update(embeddingBytes(embedding)), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

/** @throws where the bytes were altered, or belong to another template, employee or key. */
export function openTemplate(key: Buffer, owner: TemplateOwner, sealed: Buffer): Float32Array {
  const bytes = openTemplateBytes(key, owner, sealed);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / Float32Array.BYTES_PER_ELEMENT);
}

/** @returns the float32 numbers as little-endian bytes, aligned to be read as a Float32Array. */
export function openTemplateBytes(key: Buffer, owner: TemplateOwner, sealed: Buffer): Buffer {
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, IV_BYTES))
    .setAAD(context(owner))
    .setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  const length = sealed.length - IV_BYTES - TAG_BYTES;
  const bytes = Buffer.from(new ArrayBuffer(length));
  decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)).copy(bytes);
  decipher.final();
  return bytes;
}

function embeddingBytes(embedding: Float32Array): Buffer {
  if (endianness() !== 'LE') throw new TypeError('Templates are little-endian; this machine is not.');
  return Buffer.from(embedding.buffer, embedding.byteOffset, embedding.byteLength);
}

function context({ template, employee, model }: TemplateOwner): Buffer {
  return Buffer.from(`${template}|${employee}|${model}`);
}
