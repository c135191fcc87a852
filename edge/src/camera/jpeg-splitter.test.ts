import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JpegSplitter } from './jpeg-splitter.ts';

/** One segment of a JPEG: marker, length, content. */
function segment(marker: number, content: readonly number[]): number[] {
  const length = content.length + 2;
  return [0xff, marker, length >> 8, length & 0xff, ...content];
}

/** A picture by the rules of ITU T.81, with nothing that a decoder could use: only its markers are real. */
function picture({ inside = [], scan = [] }: { inside?: readonly number[]; scan?: readonly number[] } = {}): Buffer {
  const stuffed = scan.flatMap((byte) => (byte === 0xff ? [0xff, 0x00] : [byte]));
  return Buffer.from([0xff, 0xd8, ...segment(0xe1, inside), ...segment(0xda, [1, 2, 3]), ...stuffed, 0xff, 0xd9]);
}

async function split(chunks: readonly Uint8Array[], splitter = new JpegSplitter()): Promise<Buffer[]> {
  const pictures: Buffer[] = [];
  for await (const jpeg of Readable.from(chunks, { objectMode: false }).pipe(splitter))
    pictures.push(Buffer.from(jpeg));
  return pictures;
}

const bytes = fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 60 });
const anyPicture = fc.record({ inside: bytes, scan: bytes }).map(picture);
/** What may stand between two pictures: anything in which no picture begins. */
const anyGap = bytes.map((gap) => Buffer.from(gap.map((byte) => (byte === 0xff ? 0xfe : byte))));

function cut(whole: Buffer, at: readonly number[]): Buffer[] {
  const edges = [0, ...at.map((place) => place % (whole.length + 1)).sort((a, b) => a - b), whole.length];
  return edges.slice(1).map((end, i) => whole.subarray(edges[i], end));
}

describe('JpegSplitter', () => {
  it('finds every picture however the stream is cut and whatever stands between the pictures', async () => {
    const stream = fc.array(fc.tuple(anyGap, anyPicture), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(stream, fc.array(fc.nat(), { maxLength: 12 }), async (parts, cuts) => {
        const whole = Buffer.concat(parts.flat());
        const found = await split(cut(whole, cuts));
        expect(found).toEqual(parts.map(([, jpeg]) => jpeg));
      }),
      { numRuns: 300 },
    );
  });

  it('does not take the end marker of a thumbnail for that of the picture', async () => {
    const withThumbnail = picture({ inside: [...picture({ scan: [1, 2, 3] })], scan: [9, 9] });
    expect(await split([withThumbnail, picture()])).toEqual([withThumbnail, picture()]);
  });

  it('finds the whole pictures after one that was cut off anywhere', async () => {
    const half = picture({ inside: [1, 2, 3, 4, 5], scan: [6, 7, 8, 9] });
    const whole = picture({ scan: [5, 4, 3] });
    for (let length = 2; length < half.length - 2; length++) {
      const found = await split([half.subarray(0, length), whole, whole]);
      // A half one that ends inside a segment may swallow the first whole one, but never the second.
      expect(found.at(-1)).toEqual(whole);
      expect(found).not.toContainEqual(half);
    }
  });

  it('never gives anything that does not begin and end as a picture, whatever it is fed', async () => {
    const noise = fc.array(fc.constantFrom(0xff, 0xd8, 0xd9, 0xda, 0xe0, 0x00, 0x03, 0xd0, 0x41), { maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(noise, async (stream) => {
        for (const jpeg of await split([Buffer.from(stream)])) {
          expect([...jpeg.subarray(0, 2), ...jpeg.subarray(-2)]).toEqual([0xff, 0xd8, 0xff, 0xd9]);
        }
      }),
    );
  });

  it('holds no more than its bound when a picture does not end', async () => {
    const splitter = new JpegSplitter(1_000);
    const endless = Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.from(segment(0xda, [1])), Buffer.alloc(5_000, 7)]);
    expect(await split([endless, picture()], splitter)).toEqual([picture()]);
    expect(splitter.broken).toBe(1);
  });

  it('passes over restart markers, fill bytes and several scans', async () => {
    const scans = [
      ...segment(0xda, [0]),
      1,
      0xff,
      0xd3,
      2,
      0xff,
      0xff,
      ...segment(0xc4, [9]).slice(1),
      ...segment(0xda, [0]),
    ];
    const progressive = Buffer.from([0xff, 0xd8, ...scans, 3, 0xff, 0x00, 4, 0xff, 0xd9]);
    expect(await split([progressive])).toEqual([progressive]);
  });
});
