import sharp from 'sharp';

const MOST_PIXELS = 50_000_000;
const QUALITY = 75;

/**
 * Makes a camera's JPEG small enough to send. Nothing but the picture is passed on: no EXIF, no place, no device.
 * @param maxWidth pixels; a narrower picture keeps its width. @returns null where it cannot be decoded.
 */
export async function shrinkJpeg(jpeg: Uint8Array, maxWidth: number): Promise<Buffer | null> {
  try {
    return await sharp(jpeg, { failOn: 'error', limitInputPixels: MOST_PIXELS, sequentialRead: true })
      .autoOrient()
      .resize({ width: maxWidth, withoutEnlargement: true })
      .jpeg({ quality: QUALITY })
      .toBuffer();
  } catch {
    return null;
  }
}
