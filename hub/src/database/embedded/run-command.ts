import { spawn } from 'node:child_process';
import type { PostgresAccount } from './postgres-account.ts';

export interface CommandResult {
  /** Null when the program could not be started or was killed. */
  readonly code: number | null;
  /** Both streams, at most the last 4,000 characters. */
  readonly output: string;
}

/** Runs a program to its end, as another account where one is given. Never throws: a program that is missing is a result. */
export function runCommand(
  file: string,
  args: readonly string[],
  account: PostgresAccount | null,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const identity = account === null ? {} : { uid: account.uid, gid: account.gid };
    const child = spawn(file, args, { ...identity, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const take = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4_000);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', (error) => resolve({ code: null, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
}
