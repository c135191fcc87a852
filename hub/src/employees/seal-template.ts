import { endianness } from 'node:os';
import { openBytes, sealBytes } from './seal-bytes.ts';

/** What a sealed face belongs to; it opens only under the same three, so that rows cannot be swapped. */
export interface TemplateOwner {
  readonly template: string;
  readonly employee: string;
  readonly model: string;
}

/** @returns 12 bytes IV, 16 bytes tag, then the encrypted float32 numbers, little-endian. */
export function sealTemplate(key: Buffer, owner: TemplateOwner, embedding: Float32Array): Buffer {
  return sealBytes(key, context(owner), embeddingBytes(embedding));
}

/** @throws where the bytes were altered, or belong to another template, employee or key. */
export function openTemplate(key: Buffer, owner: TemplateOwner, sealed: Buffer): Float32Array {
  const bytes = openTemplateBytes(key, owner, sealed);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / Float32Array.BYTES_PER_ELEMENT);
}

/** @returns the float32 numbers as little-endian bytes, aligned to be read as a Float32Array. */
export function openTemplateBytes(key: Buffer, owner: TemplateOwner, sealed: Buffer): Buffer {
  return openBytes(key, context(owner), sealed);
}

function embeddingBytes(embedding: Float32Array): Buffer {
  if (endianness() !== 'LE') throw new TypeError('Templates are little-endian; this machine is not.');
  return Buffer.from(embedding.buffer, embedding.byteOffset, embedding.byteLength);
}

function context({ template, employee, model }: TemplateOwner): string {
  return `${template}|${employee}|${model}`;
}
