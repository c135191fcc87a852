import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** About a tenth of a second on a small board, and 32 MB: RFC 7914, N = 2^15, r = 8, p = 1. */
const LOG_N = 15;
const BLOCKS = 8;
const PARALLEL = 1;
const MAX_MEMORY = 64 * 1024 * 1024;
const BYTES = 32;
/** Verified hashes may be cheaper or dearer than ours, within what one board can bear. */
const MOST_LOG_N = 16;

/** Whether so many people would choose it that guessing begins with it: all alike, counted up or down, repeated, or a year. */
export function isWeakPin(pin: string): boolean {
  const digits = [...pin].map(Number);
  const steps = digits.slice(1).map((digit, i) => (digit - (digits[i] as number) + 10) % 10);
  if (steps.every((step) => step === steps[0])) return true;
  const half = pin.length / 2;
  if (pin.slice(0, half) === pin.slice(half)) return true;
  if (pin === [...pin].reverse().join('')) return true;
  const pairs = pin.match(/../g) ?? [];
  if (pairs.every((pair) => pair === pairs[0])) return true;
  return new Set(digits).size < 3 || isDate(pin);
}

/** Days of birth are written DDMMYY here, YYMMDD or MMDDYY elsewhere; a third of all PINs are one. */
function isDate(pin: string): boolean {
  const [a, b, c] = [Number(pin.slice(0, 2)), Number(pin.slice(2, 4)), Number(pin.slice(4, 6))] as const;
  const isDay = (day: number) => day >= 1 && day <= 31;
  const isMonth = (month: number) => month >= 1 && month <= 12;
  return (isDay(a) && isMonth(b)) || (isMonth(b) && isDay(c)) || (isMonth(a) && isDay(b));
}

/** @returns PHC string. */
export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(pin, salt, LOG_N, BLOCKS, PARALLEL);
  return `$scrypt$ln=${LOG_N},r=${BLOCKS},p=${PARALLEL}$${unpadded(salt)}$${unpadded(hash)}`;
}

/** @returns false also where the PHC string cannot be read. */
export async function verifyPin(phc: string, pin: string): Promise<boolean> {
  const found = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d)\$([A-Za-z0-9+/]{16,64})\$([A-Za-z0-9+/]{43})$/.exec(phc);
  if (found === null) return false;
  const [, logN, blocks, parallel, salt, hash] = found as unknown as [string, string, string, string, string, string];
  if (Number(logN) > MOST_LOG_N || Number(blocks) > BLOCKS || Number(parallel) > 2) return false;
  const derived = await derive(pin, Buffer.from(salt, 'base64'), Number(logN), Number(blocks), Number(parallel));
  return timingSafeEqual(derived, Buffer.from(hash, 'base64'));
}

function derive(pin: string, salt: Buffer, logN: number, blocks: number, parallel: number): Promise<Buffer> {
  const cost = { N: 2 ** logN, r: blocks, p: parallel, maxmem: MAX_MEMORY };
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, BYTES, cost, (error, hash) => (error === null ? resolve(hash) : reject(error)));
  });
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
