import type { Box } from '@hadir/shared/face/box';
import { decodePhoto } from '@hadir/shared/face/decode-frame';
import sharp from 'sharp';

/** The side of what is cut out, in heights of the face: the detector needs surroundings. */
const SIDE = 2;
/** Templates are made of 112 pixels; this leaves room for a better model. */
const LONGEST_PX = 480;
const QUALITY = 92;

/**
 * Cuts the face out of a photo, with what is around it.
 * @param box in the pixels of the photo as `decodePhoto` gives it.
 * @returns a JPEG without anything but the picture, or null where the photo cannot be decoded.
 */
export async function cutFace(photo: Uint8Array, box: Box): Promise<Uint8Array | null> {
  const decoded = await decodePhoto(photo);
  if (decoded.kind !== 'decoded') return null;
  const { width, height, rgb } = decoded.frame;
  const side = Math.max(box.width, box.height) * SIDE;
  const left = clamp(box.x + box.width / 2 - side / 2, width - 1);
  const top = clamp(box.y + box.height / 2 - side / 2, height - 1);
  const right = clamp(box.x + box.width / 2 + side / 2, width);
  const bottom = clamp(box.y + box.height / 2 + side / 2, height);
  return sharp(rgb, { raw: { width, height, channels: 3 } })
    .extract({ left, top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) })
    .resize({ width: LONGEST_PX, height: LONGEST_PX, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: QUALITY })
    .toBuffer();
}

function clamp(value: number, most: number): number {
  return Math.round(Math.max(0, Math.min(most, value)));
}
