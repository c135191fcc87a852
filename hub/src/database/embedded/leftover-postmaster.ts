import { readFile, readlink, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { DatabaseError } from '../database-error.ts';

const PATIENCE_MS = 30_000;

/**
 * Stops a server that an earlier hub left behind on this cluster. The caller holds the lock of the data folder, so the
 * server belongs to no living hub. Nothing is signalled before it is known to be PostgreSQL on exactly this cluster:
 * the number in the file may have gone to another program since.
 * @throws DatabaseError already-running when it does not stop
 */
export async function stopLeftoverPostmaster(cluster: string, log: Logger): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  const pid = await readPid(file);
  if (pid === null) return;
  if (!(await isPostmasterOf(pid, cluster))) {
    await rm(file, { force: true });
    return;
  }
  log.warn({ pid }, 'A database server of an earlier hub is still running on this data folder. Stopping it first.');
  const started = Date.now();
  let signal: NodeJS.Signals = 'SIGINT';
  process.kill(pid, signal);
  while (await isPostmasterOf(pid, cluster)) {
    const waited = Date.now() - started;
    if (waited > PATIENCE_MS)
      throw new DatabaseError(
        'already-running',
        `PostgreSQL (process ${pid}) of an earlier hub holds ${cluster} and does not stop. Stop it by hand, then start the hub again.`,
      );
    if (waited > PATIENCE_MS / 2 && signal === 'SIGINT') {
      signal = 'SIGQUIT';
      signalIfAlive(pid, signal);
    }
    await wait(50);
  }
}

async function readPid(file: string): Promise<number | null> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const pid = Number.parseInt(text.split('\n')[0] ?? '', 10);
  return Number.isSafeInteger(pid) && pid > 1 ? pid : null;
}

/** @returns whether that process is PostgreSQL's postmaster on exactly this cluster. */
export async function isPostmasterOf(pid: number, cluster: string): Promise<boolean> {
  try {
    const program = await readlink(`/proc/${pid}/exe`);
    if (basename(program.replace(/ \(deleted\)$/, '')) !== 'postgres') return false;
    return (await readlink(`/proc/${pid}/cwd`)) === cluster;
  } catch {
    return false;
  }
}

function signalIfAlive(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
