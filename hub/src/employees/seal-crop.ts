import { openBytes, sealBytes } from './seal-bytes.ts';

/** Whose kept picture it is. */
export interface CropOwner {
  readonly crop: string;
  readonly employee: string;
}

/** @param jpeg a face, cut out of its photo. */
export function sealCrop(key: Buffer, owner: CropOwner, jpeg: Uint8Array): Buffer {
  return sealBytes(key, context(owner), jpeg);
}

/** @throws where the bytes were altered, or belong to another picture, employee or key. */
export function openCrop(key: Buffer, owner: CropOwner, sealed: Buffer): Buffer {
  return openBytes(key, context(owner), sealed);
}

function context({ crop, employee }: CropOwner): string {
  return `crop|${crop}|${employee}`;
}
