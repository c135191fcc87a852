import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { HadirError } from './hadir-error.ts';

/** Asks for a password on the terminal without showing it. @throws HadirError `usage` where there is no terminal. */
export async function readPassword(username: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new HadirError('usage', 'There is no terminal to ask for the password; set HADIR_PASSWORD instead.');
  }
  process.stderr.write(`Password of ${username}: `);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await terminal.question('');
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}
