import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('./unit-process.ts', import.meta.url));

export interface RunningUnit {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Resolves with the exit code or the signal. */
  readonly ended: Promise<number | string>;
  stop(): Promise<void>;
}

export interface RunOptions {
  readonly data: string;
  readonly camera: string;
  readonly assets: string;
  readonly ffmpeg?: string;
  /** The step of an order at which the process is killed. */
  readonly killAt?: string;
  readonly receiptMs?: number;
}

export function runUnit({ data, camera, assets, ffmpeg, killAt = '-', receiptMs = 60_000 }: RunOptions): RunningUnit {
  const args = ['--import', import.meta.resolve('tsx'), PROGRAM, killAt, String(receiptMs)];
  const env = { PATH: process.env.PATH ?? '', HADIR_DATA: data, HADIR_CAMERA: camera, HADIR_ASSETS: assets };
  const child = spawn(process.execPath, args, {
    env: { ...env, ...(ffmpeg === undefined ? {} : { HADIR_FFMPEG: ffmpeg }) },
    cwd: '/',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const ended = once(child, 'close').then(([code, signal]) => (code as number | null) ?? (signal as string));
  return {
    child,
    output: () => output,
    ended,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
