import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FLOAT_BYTES = 4;

/** Whose template it is and which model made it: sealed text does not open as anybody else's. */
export interface TemplateOwner {
  readonly employee: string;
  readonly template: string;
  readonly model: string;
}

/** Encrypts a template with AES-256-GCM. @param embedding float32, little-endian. @returns nonce, tag, ciphertext. */
export function sealTemplate(key: Buffer, owner: TemplateOwner, embedding: Buffer): Buffer {
  return sealBytes(key, contextOf(owner), embedding);
}

/** @throws Error where the key, the owner or the bytes are not those that were sealed. */
export function openTemplate(key: Buffer, owner: TemplateOwner, sealed: Buffer): Float32Array {
  const bytes = openBytes(key, contextOf(owner), sealed);
  return Float32Array.from({ length: bytes.length / FLOAT_BYTES }, (_, i) => bytes.readFloatLE(i * FLOAT_BYTES));
}

/** Encrypts with AES-256-GCM. @param context what it belongs to: it does not open as anything else. */
export function sealBytes(key: Buffer, context: string, plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** @throws Error where the key, the context or the bytes are not those that were sealed. */
export function openBytes(key: Buffer, context: string, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
}

function contextOf({ employee, template, model }: TemplateOwner): string {
  return `${template} ${employee} ${model}`;
}
