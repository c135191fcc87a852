import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** argon2id with the parameters of OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Without the letters and digits that are mistaken for each other when read aloud. */
const SYMBOLS = 'abcdefghjkmnpqrstuvwxyz23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Keyboards write the same letter in several ways: what is compared is one of them (NIST SP 800-63B). */
const asCompared = (password: string): string => password.normalize('NFKC');

/** @returns a PHC string. */
export function hashPassword(password: string): Promise<string> {
  return hash(asCompared(password), PARAMETERS);
}

let nobody: Promise<string> | undefined;

/** @param passwordHash null for a user who does not exist: the answer is no, and takes as long as any other. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword(randomBytes(32).toString('hex'));
  const matches = await verify(passwordHash ?? (await nobody), asCompared(password));
  return matches && passwordHash !== null;
}

/** @returns 16 symbols in groups of four, about 92 bits: `k7Qm-…`. */
export function generatePassword(): string {
  const groups: string[] = [];
  for (let group = 0; group < 4; group++) groups.push(Array.from({ length: 4 }, randomSymbol).join(''));
  return groups.join('-');
}

function randomSymbol(): string {
  for (;;) {
    // Bytes beyond a multiple of the alphabet are drawn again, so that every symbol is equally likely.
    const byte = randomBytes(1)[0] as number;
    if (byte < Math.floor(256 / SYMBOLS.length) * SYMBOLS.length) return SYMBOLS[byte % SYMBOLS.length] as string;
  }
}
