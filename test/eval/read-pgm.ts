import type { Frame } from '@hadir/shared/face/frame';

const MOST_PIXELS = 50_000_000;

/**
 * Reads a grey picture of the portable graymap format, as older face datasets use it: plain (P2) or binary (P5), 8 or
 * 16 bits. @returns null where it is none, or not whole. Source: Netpbm, pgm(5).
 */
export function readPgm(bytes: Uint8Array): Frame | null {
  const magic = String.fromCharCode(bytes[0] ?? 0, bytes[1] ?? 0);
  if (magic !== 'P2' && magic !== 'P5') return null;
  const tokens = readTokens(bytes, 2);
  const [width = 0, height = 0, highest = 0] = [tokens.next(), tokens.next(), tokens.next()];
  if (!(width > 0 && height > 0 && highest > 0 && highest < 65_536) || width * height > MOST_PIXELS) return null;
  const values = magic === 'P2' ? plainValues(tokens, width * height) : binaryValues(bytes, tokens.at(), highest);
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    const value = values(i);
    if (!(value >= 0 && value <= highest)) return null;
    rgb.fill(Math.round((value * 255) / highest), i * 3, i * 3 + 3);
  }
  return { width, height, rgb };
}

interface Tokens {
  /** @returns the next number, or NaN. */
  next(): number;
  /** Where the byte after the one that ended the last number lies. */
  at(): number;
}

const HASH = 0x23;
const LINE_FEED = 0x0a;
const isSpace = (byte: number | undefined) => byte === 0x20 || (byte !== undefined && byte >= 0x09 && byte <= 0x0d);
const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/** Numbers between white space and comments, which go from # to the end of a line. */
function readTokens(bytes: Uint8Array, start: number): Tokens {
  let at = start;
  return {
    next() {
      while (isSpace(bytes[at]) || bytes[at] === HASH) {
        if (bytes[at] === HASH) while (at < bytes.length && bytes[at] !== LINE_FEED) at++;
        else at++;
      }
      let value = Number.NaN;
      for (; isDigit(bytes[at]); at++) value = (Number.isNaN(value) ? 0 : value) * 10 + (bytes[at] as number) - 0x30;
      return value;
    },
    at: () => at + 1,
  };
}

function plainValues(tokens: Tokens, count: number): (i: number) => number {
  const values = Float64Array.from({ length: count }, () => tokens.next());
  return (i) => values[i] as number;
}

function binaryValues(bytes: Uint8Array, start: number, highest: number): (i: number) => number {
  if (highest < 256) return (i) => bytes[start + i] ?? Number.NaN;
  return (i) => (bytes[start + i * 2] ?? Number.NaN) * 256 + (bytes[start + i * 2 + 1] ?? Number.NaN);
}
