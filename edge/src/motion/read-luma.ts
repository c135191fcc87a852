import sharp from 'sharp';

/** Blocks across and down: on 640×480, each is the mean of 16×16 pixels, which leaves little of a sensor's noise. */
export const BLOCKS_ACROSS = 40;
export const BLOCKS_DOWN = 30;
const MOST_PIXELS = 50_000_000;

/**
 * How bright each block of a picture is, without decoding the picture: an eighth of its size is all that a JPEG decoder
 * has to work out for that. @returns `BLOCKS_ACROSS` × `BLOCKS_DOWN` values from 0 to 255, or null where it is unreadable.
 */
export async function readLuma(jpeg: Uint8Array): Promise<Uint8Array | null> {
  try {
    return await sharp(jpeg, { failOn: 'error', limitInputPixels: MOST_PIXELS, sequentialRead: true })
      .greyscale()
      .resize(BLOCKS_ACROSS, BLOCKS_DOWN, { fit: 'fill', kernel: 'linear' })
      .raw()
      .toBuffer();
  } catch {
    return null;
  }
}
