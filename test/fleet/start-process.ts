import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { until } from './until.ts';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

export interface RunningProcess {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  /** Everything printed so far; both streams together where none is named. */
  output(stream?: 'stdout' | 'stderr'): string;
  exited(): boolean;
  /** The exit code once everything that it printed was read too; null before. */
  finished(): number | 'signal' | null;
  waitForOutput(pattern: RegExp, timeoutMs: number): Promise<RegExpExecArray>;
  /** SIGTERM, then SIGKILL when it takes longer than ten seconds. */
  stop(): Promise<void>;
  /** Dies as in a power cut: SIGKILL, nothing is told. */
  kill(): Promise<void>;
}

/** As `npm start` has it: glibc otherwise keeps a pool of memory for each of a program's many threads. */
const LEAN_MEMORY = { MALLOC_ARENA_MAX: '2' };

/** Starts one of the project's programs from source, in a process of its own. */
export function startProcess(options: {
  name: string;
  script: string;
  args?: readonly string[];
  env: Record<string, string>;
  logFile: string;
}): RunningProcess {
  const child = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), options.script, ...(options.args ?? [])],
    {
      cwd: projectRoot,
      env: { ...inheritedEnvironment(), ...LEAN_MEMORY, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const log = createWriteStream(options.logFile, { flags: 'a' });
  let text = '';
  const printed = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].on('data', (chunk: Buffer) => {
      text += chunk.toString();
      printed[stream] += chunk.toString();
      log.write(chunk);
    });
  let finished: number | 'signal' | null = null;
  child.once('close', (code) => {
    finished = code ?? 'signal';
  });
  const exited = () => child.exitCode !== null || child.signalCode !== null;
  if (child.pid === undefined) throw new Error(`${options.name} could not be started.`);
  return {
    name: options.name,
    pid: child.pid,
    logFile: options.logFile,
    output: (stream) => (stream === undefined ? text : printed[stream]),
    exited,
    finished: () => finished,
    waitForOutput: (pattern, timeoutMs) =>
      until(
        `${options.name} to print ${pattern}`,
        () => {
          const match = pattern.exec(text);
          if (match) return match;
          if (exited()) throw new Error(`${options.name} ended before it printed ${pattern}:\n${text.slice(-2_000)}`);
          return null;
        },
        timeoutMs,
      ),
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  };
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(late);
}

/** The surroundings without settings of Hadir that happen to be set in the shell. */
function inheritedEnvironment(): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env))
    if (value !== undefined && !name.startsWith('HADIR_') && !name.startsWith('VITEST')) kept[name] = value;
  return kept;
}
