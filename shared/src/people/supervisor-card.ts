import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 16;
const PREFIX = 'HADIR-KARTU:';
/** Crockford's base32: no letter is taken for a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TYPED_LENGTH = 26;

/** The secret of a supervisor's card: 128 bits, base64url. */
export function makeCardSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** @returns what the hub keeps and a door compares: SHA-256 of the secret's bytes, base64url. */
export function hashCardSecret(secret: string): string {
  return createHash('sha256').update(Buffer.from(secret, 'base64url')).digest('base64url');
}

/** What the card's QR code says. */
export function cardToQr(secret: string): string {
  return `${PREFIX}${secret}`;
}

/** @returns the secret, or null where the text is of no supervisor's card. */
export function cardFromQr(text: string): string | null {
  const secret = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : '';
  return /^[A-Za-z0-9_-]{22}$/.test(secret) ? secret : null;
}

/** The secret as people can type it where no camera reads the code: 26 symbols in groups. */
export function cardToTyped(secret: string): string {
  let number = BigInt(`0x${Buffer.from(secret, 'base64url').toString('hex')}`);
  let symbols = '';
  for (let i = 0; i < TYPED_LENGTH; i++) {
    symbols = `${ALPHABET[Number(number & 31n)]}${symbols}`;
    number >>= 5n;
  }
  return symbols.match(/.{1,5}/g)?.join('-') ?? '';
}

/** @returns the secret, or null where these are not the symbols of one; case, spaces and dashes do not count. */
export function cardFromTyped(typed: string): string | null {
  const symbols = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  if (symbols.length !== TYPED_LENGTH) return null;
  let number = 0n;
  for (const symbol of symbols) {
    const value = ALPHABET.indexOf(symbol);
    if (value < 0) return null;
    number = (number << 5n) | BigInt(value);
  }
  if (number >> 128n !== 0n) return null;
  return Buffer.from(number.toString(16).padStart(SECRET_BYTES * 2, '0'), 'hex').toString('base64url');
}
