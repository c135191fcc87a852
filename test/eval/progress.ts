/** Says how far a long piece of work is, on standard error, so that standard output stays the result. */
export interface Progress {
  step(done: number): void;
  end(): void;
}

const TERMINAL_EVERY_MS = 200;
const LOG_EVERY_MS = 10_000;

export function startProgress(what: string, total: number): Progress {
  const begun = performance.now();
  const terminal = process.stderr.isTTY === true;
  let said = begun;
  return {
    step(done) {
      const now = performance.now();
      if (now - said < (terminal ? TERMINAL_EVERY_MS : LOG_EVERY_MS)) return;
      said = now;
      const left = ((now - begun) / done) * (total - done);
      const line = `${what}: ${done} of ${total}, ${duration(left)} left`;
      process.stderr.write(terminal ? `\r\x1b[K${line}` : `${line}\n`);
    },
    end() {
      if (terminal) process.stderr.write('\r\x1b[K');
    },
  };
}

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
