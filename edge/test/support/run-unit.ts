import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { Agent } from '../../src/agent.ts';
import { readConfig } from '../../src/config.ts';

const PROGRAM = fileURLToPath(new URL('./unit-process.ts', import.meta.url));

export interface RunningUnit {
  readonly output: () => string;
  /** Resolves with the exit code or the signal. */
  readonly ended: Promise<number | string>;
  stop(): Promise<void>;
}

export interface RunOptions {
  readonly data: string;
  readonly camera: string;
  readonly assets: string;
  readonly receiptMs?: number;
}

const PATIENCE_MS = 60_000;
const CHECKPOINT_MS = 300;

function settingsOf({ data, camera, assets }: RunOptions): Record<string, string> {
  return { HADIR_DATA: data, HADIR_CAMERA: camera, HADIR_ASSETS: assets };
}

/** A unit in a process of its own, which can be killed. @param killAt the step of an order at which it is; none where nothing is said */
export function runUnit(options: RunOptions, killAt = '-'): RunningUnit {
  const args = ['--import', import.meta.resolve('tsx'), PROGRAM, killAt];
  const child = spawn(process.execPath, [...args, String(options.receiptMs ?? PATIENCE_MS), String(CHECKPOINT_MS)], {
    env: { PATH: process.env.PATH ?? '', ...settingsOf(options) },
    cwd: '/',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const ended = once(child, 'close').then(([code, signal]) => (code as number | null) ?? (signal as string));
  return {
    output: () => output,
    ended,
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** The same unit in this process, for a life that ends by itself or in peace: nothing has to be loaded before it begins. */
export function runUnitHere(options: RunOptions): RunningUnit {
  const read = readConfig(settingsOf(options));
  if (!read.ok) throw new Error(read.problems.join(' '));
  const lines: string[] = [];
  let end: (code: number) => void = () => undefined;
  const ended = new Promise<number>((resolve) => {
    end = resolve;
  });
  let ending: Promise<void> | null = null;
  const finish = (code: number): Promise<void> => {
    ending ??= agent.stop().then(() => end(code));
    return ending;
  };
  const agent: Agent = new Agent({
    config: read.config,
    claim: read.claim,
    release: '0.0.0-test',
    log: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }),
    checkpointMs: CHECKPOINT_MS,
    receiptMs: options.receiptMs ?? PATIENCE_MS,
    onRestart: () => void finish(75),
  });
  agent.start().catch((error: unknown) => {
    lines.push(String(error));
    end(1);
  });
  return { output: () => lines.join(''), ended, stop: () => finish(0) };
}
