import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type LockOutcome =
  | { readonly ok: true; release(): Promise<void> }
  | { readonly ok: false; readonly holder: number };

/** A process, told apart from another that later got the same number. */
interface Holder {
  readonly pid: number;
  /** Start time in clock ticks since boot, from /proc; empty where there is none. */
  readonly started: string;
}

/**
 * Makes this process the only hub on a data folder. The lock is a file that names its holder; one whose holder no
 * longer lives is taken over. It is written whole under another name and linked into place, so nobody reads half of it.
 */
export async function lockDataFolder(data: string): Promise<LockOutcome> {
  await mkdir(data, { recursive: true });
  const path = join(data, 'hub.lock');
  const own = JSON.stringify({ pid: process.pid, started: await startedAt(process.pid) });
  const draft = `${path}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, own);
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      if (await linked(draft, path)) return { ok: true, release: () => releaseOwn(path, own) };
      const found = await readFile(path, 'utf8').catch(() => null);
      if (found === null) continue;
      const holder = readHolder(found);
      if (holder !== null && (await lives(holder))) return { ok: false, holder: holder.pid };
      await takeAway(path, found, `${draft}.stale`);
    }
    return { ok: false, holder: 0 };
  } finally {
    await rm(draft, { force: true });
  }
}

/** Another starter may have replaced the stale lock in the meantime: then what was taken away is put back. */
async function takeAway(path: string, stale: string, aside: string): Promise<void> {
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if ((await readFile(aside, 'utf8')) !== stale) await linked(aside, path);
  await rm(aside, { force: true });
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function releaseOwn(path: string, own: string): Promise<void> {
  if ((await readFile(path, 'utf8').catch(() => null)) === own) await rm(path, { force: true });
}

function readHolder(text: string): Holder | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('started' in value)) return null;
    return typeof value.pid === 'number' && typeof value.started === 'string'
      ? { pid: value.pid, started: value.started }
      : null;
  } catch {
    return null;
  }
}

async function lives({ pid, started }: Holder): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
  }
  return started === '' || (await startedAt(pid)) === started;
}

/** Field 22 of /proc/PID/stat; the name in field 2 may hold spaces and parentheses. */
async function startedAt(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const state = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // A zombie holds nothing any more.
  return state[0] === 'Z' ? 'ended' : (state[19] ?? '');
}
