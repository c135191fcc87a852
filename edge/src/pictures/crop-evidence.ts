import type { Box } from '@hadir/shared/face/box';
import type { Frame } from '@hadir/shared/face/frame';
import sharp from 'sharp';

/** The face with a little of what is round it, and nothing of whoever stands beside. */
const MARGIN = 1.3;
const LONGEST_SIDE = 160;
const QUALITY = 80;

/** Cuts a face out of its frame. @returns a JPEG of at most 160 × 160 pixels, without any metadata. */
export async function cropEvidence({ rgb, width, height }: Frame, box: Box): Promise<Uint8Array<ArrayBuffer>> {
  const side = Math.max(box.width, box.height) * MARGIN;
  const left = clamp(box.x + box.width / 2 - side / 2, width);
  const top = clamp(box.y + box.height / 2 - side / 2, height);
  const right = Math.max(left + 1, clamp(box.x + box.width / 2 + side / 2, width));
  const bottom = Math.max(top + 1, clamp(box.y + box.height / 2 + side / 2, height));
  const jpeg = await sharp(rgb, { raw: { width, height, channels: 3 } })
    .extract({ left, top, width: Math.min(right, width) - left, height: Math.min(bottom, height) - top })
    .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: QUALITY })
    .toBuffer();
  return new Uint8Array(jpeg);
}

function clamp(position: number, length: number): number {
  return Math.max(0, Math.min(length - 1, Math.round(position)));
}
