import { describe, expect, it } from 'vitest';
import { readPgm } from './read-pgm.ts';

const text = (words: string) => Buffer.from(words, 'latin1');

/** The grey of each pixel. */
function greys(bytes: Uint8Array): number[] | null {
  const frame = readPgm(bytes);
  return frame && [...frame.rgb].filter((_, i) => i % 3 === 0);
}

describe('readPgm', () => {
  it('reads the binary form, whatever its header’s comments and white space', () => {
    expect(greys(text('P5\n# made by hand\n2 1\n255\n\x00\xff'))).toEqual([0, 255]);
    expect(greys(text('P5 2\t1 # two by one\n255\n\x0a\x20'))).toEqual([10, 32]);
  });

  it('reads the plain form', () => {
    expect(greys(text('P2\n2 2\n15\n0 15\n5 10\n'))).toEqual([0, 255, 85, 170]);
  });

  it('reads sixteen bits, high byte first', () => {
    expect(greys(text('P5 2 1 65535\n\x80\x00\xff\xff'))).toEqual([128, 255]);
  });

  it('gives every channel the same value', () => {
    expect([...(readPgm(text('P5 1 1 255\n\x42'))?.rgb ?? [])]).toEqual([0x42, 0x42, 0x42]);
  });

  it.each([
    ['another format', 'P6 1 1 255\n\x01\x02\x03'],
    ['a picture that ends too soon', 'P5 2 2 255\n\x01\x02\x03'],
    ['a plain picture that ends too soon', 'P2 2 1 255\n7'],
    ['absurd dimensions', 'P5 99999999 99999999 255\n'],
    ['no dimensions', 'P5\n'],
    ['a value above the highest', 'P2 1 1 15\n16'],
    ['nothing', ''],
  ])('refuses %s', (_, words) => {
    expect(readPgm(text(words))).toBeNull();
  });
});
