import type { MadeAccount } from '@hadir/shared/api/accounts';
import { spellUsername } from './spell-username.ts';

/** Spreadsheets take a cell that begins so for a formula. */
const FORMULA = /^[=+\-@\t\r\n|%＝＋－＠]/u;

/**
 * The list as CSV for spreadsheets of Indonesian settings: semicolons and a byte order mark.
 * @param head of the four columns
 */
export function listPasswords(head: readonly string[], made: readonly MadeAccount[]): string {
  const rows = made.map(({ name, username, workUnit, password }) => [
    name,
    spellUsername(username),
    workUnit ?? '',
    password,
  ]);
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`;
}

function cell(text: string): string {
  const plain = FORMULA.test(text) ? `'${text}` : text;
  return /[;"\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
