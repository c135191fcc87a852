import sharp, { type Sharp } from 'sharp';
import type { Frame } from './frame.ts';

export type DecodeOutcome = { kind: 'decoded'; frame: Frame } | { kind: 'unreadable'; reason: string };

/** Nothing that a door's camera shows needs more; larger frames are shrunk while they are decoded. */
const LONGEST_SIDE = 1280;
/** Refuses pictures that claim absurd dimensions before any memory is taken for them. */
const MOST_PIXELS = 50_000_000;

/** Decodes a camera's JPEG. A frame that cannot be decoded is a value, not an exception: cameras produce them. */
export function decodeFrame(jpeg: Uint8Array): Promise<DecodeOutcome> {
  return decode(() => open(jpeg));
}

/** Decodes a photo from a phone or a scanner, turned the way its EXIF orientation says. */
export function decodePhoto(photo: Uint8Array): Promise<DecodeOutcome> {
  return decode(() => open(photo).autoOrient());
}

function open(bytes: Uint8Array): Sharp {
  return sharp(bytes, { failOn: 'error', limitInputPixels: MOST_PIXELS, sequentialRead: true, pages: 1 });
}

async function decode(start: () => Sharp): Promise<DecodeOutcome> {
  try {
    const { data, info } = await start()
      .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { kind: 'decoded', frame: { width: info.width, height: info.height, rgb: data } };
  } catch (error) {
    return { kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
  }
}
