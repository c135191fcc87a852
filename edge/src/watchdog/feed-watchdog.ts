import type { Logger } from 'pino';
import { type RunProgram, runProgram } from '../run-program.ts';

export interface WatchdogOptions {
  /** After how long without a sign of life systemd restarts the service; null where it does not watch. */
  readonly timeoutMs: number | null;
  /** Whether the unit does its work. */
  readonly alive: () => boolean;
  readonly log: Logger;
  readonly run?: RunProgram;
}

/** What systemd tells a service that it starts with `Type=notify`, and `WatchdogSec` for the time. Null where it did not. */
export function readWatchdog(env: Readonly<Record<string, string | undefined>>): { timeoutMs: number | null } | null {
  if ((env.NOTIFY_SOCKET ?? '') === '') return null;
  const microseconds = Number(env.WATCHDOG_USEC ?? '0');
  return { timeoutMs: microseconds > 0 ? microseconds / 1_000 : null };
}

/**
 * Tells systemd that the unit started, and from then on that it works: the board's own watchdog is behind it, so that a
 * unit that hangs comes back without a visit. The words go through the program `systemd-notify`, because Node.js has no
 * datagram sockets of this kind; the service therefore needs `NotifyAccess=all`.
 * Source: sd_notify(3), sd_watchdog_enabled(3), which asks for a sign of life in half the time.
 */
export class Watchdog {
  readonly #options: Required<WatchdogOptions>;
  #timer: NodeJS.Timeout | null = null;
  #silent = false;
  #told = false;

  constructor(options: WatchdogOptions) {
    this.#options = { run: runProgram, ...options };
  }

  start(): void {
    const { timeoutMs } = this.#options;
    void this.#say('READY=1');
    if (timeoutMs === null) return;
    this.#beat();
    this.#timer = setInterval(() => this.#beat(), timeoutMs / 2);
  }

  /** The service ends because it is meant to. */
  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    await this.#say('STOPPING=1');
  }

  #beat(): void {
    const { alive, log } = this.#options;
    if (alive()) {
      this.#silent = false;
      void this.#say('WATCHDOG=1');
    } else if (!this.#silent) {
      this.#silent = true;
      log.error('Frames come in, but none is looked at any more: unless that changes, systemd restarts the unit.');
    }
  }

  async #say(words: string): Promise<void> {
    const { run, log } = this.#options;
    const outcome = await run('systemd-notify', [words]);
    if (outcome.kind === 'ended' && outcome.code === 0) return;
    if (this.#told) return;
    this.#told = true;
    const problem = outcome.kind === 'missing' ? 'the program is missing' : outcome.errors.trim();
    log.error(
      { problem },
      'systemd-notify does not work: install it with systemd, and set NotifyAccess=all; otherwise systemd takes the unit for dead.',
    );
  }
}
