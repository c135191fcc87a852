import { PASSWORD_LENGTH } from '@hadir/shared/api/account-limits';
import { COMMON_WORDS } from './common-passwords.ts';

export type PasswordFault = 'too-short' | 'too-long' | 'digits-only' | 'too-simple' | 'too-common' | 'about-you';

export interface PasswordOwner {
  readonly username: string;
  readonly name: string;
  readonly nip: string | null;
}

const MOST_COMMON_WORDS = 3;
const FEWEST_DIFFERENT = 5;
/** What must remain when everything that others know of the owner is taken away. */
const FEWEST_OWN = 6;
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'abcdefghijklmnopqrstuvwxyz', '01234567890'];
const LEET: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's' };

/**
 * Whether a password of one's own is hard enough to guess: length counts, no kinds of characters are prescribed
 * (NIST SP 800-63B, 3.1.1.2). @returns what is wrong with it, or null
 */
export function judgePassword(password: string, owner: PasswordOwner): PasswordFault | null {
  const text = password.normalize('NFKC').toLowerCase();
  const length = [...text].length;
  if (length < PASSWORD_LENGTH.min) return 'too-short';
  if (length > PASSWORD_LENGTH.max) return 'too-long';
  if (/^[\d\s.,:/+-]+$/.test(text)) return 'digits-only';
  if (new Set(text).size < FEWEST_DIFFERENT || isAlongAKeyboard(text)) return 'too-simple';
  if (isMadeOfCommonWords(text)) return 'too-common';
  return isAboutOwner(text, owner) ? 'about-you' : null;
}

/** qwertyuiop, abcdefghij123, lkjhgfdsa: nothing but neighbours, apart from two jumps. */
function isAlongAKeyboard(text: string): boolean {
  let jumps = 0;
  for (let at = 1; at < text.length; at++) {
    const pair = text.slice(at - 1, at + 1);
    const back = `${pair[1]}${pair[0]}`;
    if (pair[0] !== pair[1] && !ROWS.some((row) => row.includes(pair) || row.includes(back))) jumps += 1;
  }
  return jumps <= 2;
}

/** Password2026!, Rahasia-Rahasia1, adm1nbkd##: a few common words and the digits and signs around them. */
function isMadeOfCommonWords(text: string): boolean {
  // Digits at the end are a year or a counter more often than letters in disguise.
  const trimmed = text.replace(/[^\p{L}]+$/u, '');
  return [text, undisguise(text), undisguise(trimmed)].some(
    (each) => fewestCommonWords(lettersOf(each)) <= MOST_COMMON_WORDS,
  );
}

function undisguise(text: string): string {
  return text.replace(/[013457@$]/g, (sign) => LEET[sign] ?? sign);
}

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}]/gu, '');
}

/** @returns how many common words, one after the other, make the whole; Infinity where they do not. */
function fewestCommonWords(letters: string): number {
  const fewest = [0];
  for (let end = 1; end <= letters.length; end++) {
    let best = Number.POSITIVE_INFINITY;
    for (let start = Math.max(0, end - 16); start < end; start++)
      if (COMMON_WORDS.has(letters.slice(start, end))) best = Math.min(best, (fewest[start] ?? 0) + 1);
    fewest.push(best);
  }
  return letters === '' ? Number.POSITIVE_INFINITY : (fewest.at(-1) ?? Number.POSITIVE_INFINITY);
}

/** His names, user name, NIP and birthday, in any order: what is left has to carry the secret. */
function isAboutOwner(text: string, { username, name, nip }: PasswordOwner): boolean {
  const names = name.toLowerCase().split(/[^\p{L}]+/u);
  const born = nip === null ? [] : [nip.slice(0, 8), `${nip.slice(6, 8)}${nip.slice(4, 6)}${nip.slice(0, 4)}`];
  const known = [username, ...username.split(/[._-]+/), ...names, nip ?? '', ...born, nip?.slice(0, 4) ?? '']
    .filter((word) => word.length >= 3)
    .sort((a, b) => b.length - a.length);
  let rest = text;
  for (const word of known) rest = rest.replaceAll(word, ' ');
  const own = rest.replace(/[^\p{L}\d]/gu, '');
  return rest !== text && own.length < FEWEST_OWN;
}
