import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Logger } from 'pino';
import type { PostgresAccount } from './postgres-account.ts';

/**
 * Runs PostgreSQL so that it cannot outlive the hub. The shell between the two waits on a pipe that only the hub
 * holds: when the hub ends in whatever way, kill -9 included, the kernel closes the pipe, and the shell asks
 * PostgreSQL for a fast shutdown (SIGINT). PostgreSQL is in a session of its own, so that a Ctrl-C in the terminal
 * reaches the hub alone, which stops things in their order.
 */
const SUPERVISE = `exec 3<&0
"$@" 3<&- </dev/null &
server=$!
{ cat <&3 >/dev/null; kill -INT $server 2>/dev/null; } &
watcher=$!
wait $server
code=$?
kill $watcher 2>/dev/null
exit $code`;

export interface SupervisedPostgres {
  /** Resolves with the server's last words when it has ended. */
  readonly ended: Promise<string>;
  /** Fast shutdown: sessions are ended, everything committed is on the disk. */
  stop(): Promise<void>;
}

export function supervisePostgres(
  postgres: string,
  args: readonly string[],
  account: PostgresAccount | null,
  log: Logger,
): SupervisedPostgres {
  const identity = account === null ? {} : { uid: account.uid, gid: account.gid };
  const child = spawn('/bin/sh', ['-c', SUPERVISE, 'hadir-postgres', postgres, ...args], {
    ...identity,
    cwd: '/',
    detached: true,
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = lastWords(child, log);
  return {
    ended,
    stop: async () => {
      child.stdin?.end();
      await ended;
    },
  };
}

function lastWords(child: ChildProcess, log: Logger): Promise<string> {
  const tail: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    if (stream)
      createInterface({ input: stream }).on('line', (line) => {
        tail.push(line);
        if (tail.length > 20) tail.shift();
        if (/ (PANIC|FATAL|WARNING): {2}/.test(line)) log.warn({ postgres: line }, 'PostgreSQL reports a problem.');
        else log.debug({ postgres: line }, 'PostgreSQL says');
      });
  child.stdin?.on('error', () => undefined);
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', () => {
      child.stdin?.end();
      setTimeout(() => resolve(tail.join('\n')), 20);
    });
  });
}
