/** How far a picture has to be turned to stand upright, clockwise. */
export type Turn = 90 | 180 | 270;

/** What EXIF calls these turns (its tag 0x0112). */
const ORIENTATION: Record<Turn, number> = { 90: 6, 180: 3, 270: 8 };
const SOS = 0xda;
const APP1 = 0xe1;
const EXIF = Buffer.from('Exif\0\0', 'latin1');
/** Marker, length, `Exif`, and a TIFF with one directory of one entry: the orientation. */
const SEGMENT = Buffer.concat([
  Buffer.from('ffe10022', 'hex'),
  EXIF,
  Buffer.from('4d4d002a00000008', 'hex'),
  Buffer.from('0001' + '0112000300000001' + '00000000' + '00000000', 'hex'),
]);
const VALUE_AT = SEGMENT.length - 7;

/**
 * Says in a JPEG how it has to be turned, in place of what it said itself: everybody who shows or decodes it turns it,
 * and nothing is compressed anew. What is no JPEG stays as it is.
 */
export function turnJpeg(jpeg: Uint8Array<ArrayBuffer>, turn: Turn): Uint8Array<ArrayBuffer> {
  if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8) return jpeg;
  const bytes = Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  const segment = Buffer.from(SEGMENT);
  segment[VALUE_AT] = ORIENTATION[turn];
  const parts: Uint8Array[] = [bytes.subarray(0, 2), segment];
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== SOS) {
    const next = at + 2 + bytes.readUInt16BE(at + 2);
    const isExif = bytes[at + 1] === APP1 && bytes.subarray(at + 4, at + 4 + EXIF.length).equals(EXIF);
    if (!isExif) parts.push(bytes.subarray(at, next));
    at = next;
  }
  parts.push(bytes.subarray(at));
  return new Uint8Array(Buffer.concat(parts));
}
