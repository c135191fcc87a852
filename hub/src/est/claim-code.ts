import { createHash, randomInt } from 'node:crypto';
import { normaliseClaim } from '@hadir/shared/wire/enrolment';

/** Crockford's base32: no I, L, O or U, which are mistaken for others. */
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Five more stand only at the end, because 37 remainders are possible. */
const CHECK_SYMBOLS = `${SYMBOLS}*~$=U`;
/** 16 symbols of 5 bits: 80 bits. */
const LENGTH = 16;

/** @returns a new claim as people see it, XXXX-XXXX-XXXX-XXXX-C, the last symbol being the check symbol. */
export function newClaim(): string {
  const symbols = Array.from({ length: LENGTH }, () => SYMBOLS[randomInt(SYMBOLS.length)]).join('');
  const groups = symbols.match(/.{4}/g) as string[];
  return [...groups, checkSymbol(symbols)].join('-');
}

/** @returns the claim normalised, or null where it was mistyped: every single wrong symbol and every swap shows. */
export function readClaim(text: string): string | null {
  const claim = normaliseClaim(text);
  const symbols = claim.slice(0, LENGTH);
  if (claim.length !== LENGTH + 1 || [...symbols].some((symbol) => !SYMBOLS.includes(symbol))) return null;
  return claim[LENGTH] === checkSymbol(symbols) ? claim : null;
}

/** What the database holds of a claim. @param claim normalised. @returns SHA-256, hex. */
export function claimHash(claim: string): string {
  return createHash('sha256').update(claim).digest('hex');
}

/** The number that the symbols write, modulo 37. */
function checkSymbol(symbols: string): string {
  let remainder = 0;
  for (const symbol of symbols) remainder = (remainder * SYMBOLS.length + SYMBOLS.indexOf(symbol)) % 37;
  return CHECK_SYMBOLS[remainder] as string;
}
