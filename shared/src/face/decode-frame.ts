import sharp, { type Sharp } from 'sharp';
import type { Frame } from './frame.ts';

export type DecodeOutcome = { kind: 'decoded'; frame: Frame } | { kind: 'unreadable'; reason: string };

/** Nothing that a door's camera shows needs more; larger frames are shrunk while they are decoded. */
const LONGEST_SIDE = 1280;
/** Refuses pictures that claim absurd dimensions before any memory is taken for them. */
const MOST_PIXELS = 50_000_000;

// The decoder knows many more formats, some of which name further files to read: what comes from outside is one of these.
const JPEG = [0xff, 0xd8, 0xff];
const PNG = [0x89, 0x50, 0x4e, 0x47];
/** The container of WebP. */
const RIFF = [0x52, 0x49, 0x46, 0x46];

/** Decodes a camera's JPEG, turned the way it says. A frame that cannot be decoded is a value, not an exception: cameras produce them. */
export async function decodeFrame(jpeg: Uint8Array): Promise<DecodeOutcome> {
  if (!startsWith(jpeg, JPEG)) return { kind: 'unreadable', reason: 'not a JPEG' };
  return decode(() => open(jpeg).autoOrient());
}

/** Decodes a photo from a phone or a scanner, turned the way its EXIF orientation says. */
export async function decodePhoto(photo: Uint8Array): Promise<DecodeOutcome> {
  if (![JPEG, PNG, RIFF].some((magic) => startsWith(photo, magic))) {
    return { kind: 'unreadable', reason: 'not a JPEG, PNG or WebP picture' };
  }
  return decode(() => open(photo).autoOrient());
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
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
