import { readFile } from 'node:fs/promises';
import { type DecodeOutcome, decodePhoto } from '@hadir/shared/face/decode-frame';
import { readPgm } from './read-pgm.ts';

export const PICTURE_FILE = /\.(jpe?g|png|webp|pgm)$/i;

/** Reads a picture of a dataset, upright. */
export async function readPicture(path: string): Promise<DecodeOutcome> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    return { kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
  }
  if (!/\.pgm$/i.test(path)) return decodePhoto(bytes);
  const frame = readPgm(bytes);
  return frame === null ? { kind: 'unreadable', reason: 'not a whole PGM picture' } : { kind: 'decoded', frame };
}
