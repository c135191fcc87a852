import { type ChildProcess, spawn } from 'node:child_process';
import type { Logger } from 'pino';
import type { SignalLine } from './parse-line.ts';

export interface GpioLineOptions {
  readonly line: SignalLine;
  /** For log lines: lamp, buzzer, relay. */
  readonly what: string;
  readonly log: Logger;
  /** Path of libgpiod's `gpioset`, version 2. */
  readonly gpioset?: string;
}

const RETRY_MS = 30_000;

/**
 * One line, held by one `gpioset` at a time: a line that no program holds may take any value, and a relay that opens a
 * door must not. At rest it is held inactive; a signal replaces that program by one that plays a pattern, and rest
 * follows. Nobody waits for it. Source: gpioset(1) of libgpiod 2, `--toggle` with a last period of 0 ends the program.
 */
export class GpioLine {
  readonly #options: Required<GpioLineOptions>;
  #child: ChildProcess | null = null;
  /** What to run when the program before has let go of the line; periods in milliseconds, active first; [] is rest. */
  #next: readonly number[] | null = null;
  #playing = false;
  #retry: NodeJS.Timeout | null = null;
  #complained = false;
  #stopped = false;

  constructor(options: GpioLineOptions) {
    this.#options = { gpioset: 'gpioset', ...options };
  }

  start(): void {
    this.#run([]);
  }

  /** @param periods milliseconds, an odd number of them: active, inactive, active … A pattern that is being played begins anew. */
  play(periods: readonly number[]): void {
    if (this.#stopped) return;
    if (this.#child === null) {
      this.#run(periods);
      return;
    }
    this.#next = periods;
    this.#child.kill('SIGTERM');
  }

  /** Resolves when the line is let go of. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    const child = this.#child;
    if (child === null) return;
    await new Promise<void>((resolve) => {
      child.once('close', () => resolve());
      child.kill('SIGTERM');
    });
  }

  #run(periods: readonly number[]): void {
    const { line, gpioset } = this.#options;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
    this.#next = null;
    this.#playing = periods.length > 0;
    // An odd number of periods ends with the line inactive.
    const pattern = this.#playing ? ['--toggle', [...periods.map((ms) => `${ms}ms`), '0'].join(',')] : [];
    const args = [
      ...['--consumer', 'hadir', ...(line.activeLow ? ['--active-low'] : []), ...pattern],
      `${line.name}=${this.#playing ? 'active' : 'inactive'}`,
    ];
    let said = '';
    const child = spawn(gpioset, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#child = child;
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-200);
    });
    child.once('error', (error) => {
      said = error.message;
    });
    child.once('close', (code) => this.#ended(child, code, said.trim()));
  }

  #ended(child: ChildProcess, code: number | null, said: string): void {
    if (this.#child !== child) return;
    this.#child = null;
    if (this.#stopped) return;
    if (this.#next !== null) this.#run(this.#next);
    else if (this.#playing && code === 0) this.#run([]);
    else {
      this.#complain(said === '' ? `it ended with ${code}` : said);
      this.#retry = setTimeout(() => this.#run([]), RETRY_MS);
    }
  }

  #complain(reason: string): void {
    const { line, what, log } = this.#options;
    // Once: the door works without it, and the log is for what is new.
    if (this.#complained) return;
    this.#complained = true;
    log.warn(
      { what, line: line.name, reason },
      `The ${what} does not work: gpioset could not hold ${line.name}. Is gpiod (version 2) installed, and is the account in the group gpio? It is tried again; people are recognised all the same.`,
    );
  }
}
