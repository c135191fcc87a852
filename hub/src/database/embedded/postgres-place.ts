import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PostgresAccount } from './postgres-account.ts';
import { runCommand } from './run-command.ts';

export interface PostgresPlace {
  /** Everything of this database, mode 0700, owned by the one who runs PostgreSQL. */
  readonly root: string;
  /** The cluster's data directory. */
  readonly cluster: string;
  /** Folder of the Unix socket; private, so that reaching it is already a permission. */
  readonly sockets: string;
}

/** A Unix socket's path has at most 107 bytes; `/.s.PGSQL.5432` and its lock's suffix take 20 of them. */
const LONGEST_SOCKET_FOLDER = 85;

/**
 * Decides where a hub's database lives: `<data>/postgres` where the one who runs it can get there, else a folder of
 * its own under `systemFolder`, named after the data folder so that the next start finds it again. A note in the data
 * folder says which.
 */
export async function preparePostgresPlace(
  data: string,
  account: PostgresAccount | null,
  systemFolder: string,
): Promise<PostgresPlace> {
  const near = account === null || (await runCommand('test', ['-x', data], account)).code === 0;
  const hash = createHash('sha256').update(data).digest('hex').slice(0, 12);
  const root = near ? join(data, 'postgres') : join(systemFolder, 'postgres', hash);
  const inside = join(root, 'sockets');
  const sockets =
    Buffer.byteLength(inside) <= LONGEST_SOCKET_FOLDER
      ? inside
      : join('/tmp', `hadir-${hash}-${(account?.uid ?? process.getuid?.() ?? 0).toString(36)}`);
  if (!near) await mkdir(join(systemFolder, 'postgres'), { recursive: true, mode: 0o755 });
  for (const folder of [root, sockets]) await makePrivate(folder, account);
  await writeFile(
    join(data, 'DATABASE.txt'),
    `The PostgreSQL database of this hub lies in\n  ${root}\nand is reached through the Unix socket in\n  ${sockets}\nUser and password are in postgres.json beside this file.\nBack it up with pg_dump, not by copying files while the hub runs.\n`,
  );
  return { root, cluster: join(root, 'cluster'), sockets };
}

async function makePrivate(folder: string, account: PostgresAccount | null): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Fails where somebody else owns the folder, as it should: nobody may wait for us in a folder of that name.
  if (account !== null) await chown(folder, account.uid, account.gid);
  await chmod(folder, 0o700);
}
