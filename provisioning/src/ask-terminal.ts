import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { HadirError } from './hadir-error.ts';

/** Asks on the terminal without showing what is typed. @throws HadirError `usage` where there is no terminal. */
export async function askSecret(question: string, instead: string): Promise<string> {
  return ask(question, instead, new Writable({ write: (_chunk, _encoding, done) => done() }));
}

/** @returns whether the answer was `ya` or `yes`. @throws HadirError `usage` where there is no terminal. */
export async function askToConfirm(question: string): Promise<boolean> {
  const answer = await ask(`${question} [ya/tidak] `, 'pass --yes', process.stderr);
  return ['y', 'ya', 'yes'].includes(answer.trim().toLowerCase());
}

async function ask(question: string, instead: string, output: NodeJS.WritableStream): Promise<string> {
  if (!process.stdin.isTTY)
    throw new HadirError('usage', `There is no terminal to ask "${question.trim()}"; ${instead} instead.`);
  process.stderr.write(question);
  const terminal = createInterface({ input: process.stdin, output, terminal: true });
  try {
    return await terminal.question('');
  } finally {
    terminal.close();
    if (output !== process.stderr) process.stderr.write('\n');
  }
}
