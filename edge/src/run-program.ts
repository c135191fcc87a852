import { execFile } from 'node:child_process';

export type ProgramOutcome =
  | { readonly kind: 'ended'; readonly code: number; readonly output: string; readonly errors: string }
  /** The machine has no such program. */
  | { readonly kind: 'missing' };

/** Runs a program to its end, without a shell. Never throws. */
export type RunProgram = (program: string, args: readonly string[]) => Promise<ProgramOutcome>;

const TIMEOUT_MS = 60_000;
const MOST_BYTES = 100_000;

export const runProgram: RunProgram = (program, args) =>
  new Promise((resolve) => {
    execFile(program, args, { timeout: TIMEOUT_MS, maxBuffer: MOST_BYTES }, (error, output, errors) => {
      if (error === null) resolve({ kind: 'ended', code: 0, output, errors });
      else if (error.code === 'ENOENT') resolve({ kind: 'missing' });
      else resolve({ kind: 'ended', code: typeof error.code === 'number' ? error.code : 1, output, errors });
    });
  });
