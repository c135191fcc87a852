import { type ChildProcess, spawn } from 'node:child_process';
import type { CapturedFrame } from './camera.ts';
import { CameraError } from './camera-error.ts';
import { hidePassword } from './hide-password.ts';
import { JpegSplitter } from './jpeg-splitter.ts';
import { stampFrame } from './stamp-frame.ts';

const KILL_AFTER_MS = 2_000;
const REASON_CHARACTERS = 200;

/**
 * Runs a program that prints concatenated JPEGs on its standard output, without a shell. The program ends when the
 * signal aborts or the caller leaves the loop: SIGTERM, and SIGKILL when it does not listen.
 * @throws CameraError `program-missing`, or `program-ended` unless the program ended with exit code 0.
 */
export async function* programFrames(
  program: string,
  args: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<CapturedFrame, void> {
  if (signal.aborted) return;
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = waitForEnd(child);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2_000);
  });
  const splitter = new JpegSplitter();
  const stop = () => {
    stopProgram(child);
    // Nobody reads any more: what the program still prints must neither fill its pipe nor be waited for.
    child.stdout.unpipe(splitter).resume();
    if (!splitter.destroyed) splitter.end();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const jpeg of child.stdout.pipe(splitter)) yield stampFrame(jpeg);
    const outcome = await ended;
    if (signal.aborted || outcome === 0) return;
    if (outcome instanceof Error)
      throw new CameraError(
        'program-missing',
        `The program "${program}" cannot be started: ${outcome.message}`,
        outcome,
      );
    throw new CameraError('program-ended', `The program "${program}" ended with ${outcome}${reason(said)}.`);
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
    await ended;
  }
}

function waitForEnd(child: ChildProcess): Promise<Error | NodeJS.Signals | number> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      if (child.pid === undefined) resolve(error);
    });
    child.once('close', (code, killedBy) => resolve(code ?? killedBy ?? 0));
  });
}

function stopProgram(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
  child.once('exit', () => clearTimeout(timer));
}

/** @returns what the program said last. */
function reason(said: string): string {
  const text = hidePassword(said.trim().replace(/\s+/g, ' '));
  return text === '' ? '' : `: ${text.slice(-REASON_CHARACTERS)}`;
}
