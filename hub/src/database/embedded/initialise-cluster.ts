import { randomBytes } from 'node:crypto';
import { access, chown, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { DatabaseError } from '../database-error.ts';
import type { PostgresAccount } from './postgres-account.ts';
import type { PostgresPlace } from './postgres-place.ts';
import { runCommand } from './run-command.ts';

/** The one role and the one database of an embedded cluster. */
export const OWNER = 'hadir';

/**
 * Makes the cluster on the first start. It is made under a temporary name and renamed when it is whole, so that a
 * power cut in between leaves a start from nothing and never half a cluster.
 * @throws DatabaseError init-failed
 */
export async function initialiseCluster(
  place: PostgresPlace,
  initdb: string,
  password: string,
  account: PostgresAccount | null,
  log: Logger,
): Promise<void> {
  for (const name of await readdir(place.root))
    if (name.startsWith('draft-')) await rm(join(place.root, name), { recursive: true, force: true });
  if (await exists(join(place.cluster, 'PG_VERSION'))) return;
  log.info({ folder: place.root }, 'First start: making the database. This takes a few seconds.');
  const draft = join(place.root, `draft-${randomBytes(4).toString('hex')}`);
  const secret = join(place.root, `draft-${randomBytes(4).toString('hex')}`);
  await writeFile(secret, `${password}\n`, { mode: 0o600 });
  if (account !== null) await chown(secret, account.uid, account.gid);
  const made = await runCommand(
    initdb,
    [
      `--pgdata=${draft}`,
      `--username=${OWNER}`,
      '--auth=scram-sha-256',
      `--pwfile=${secret}`,
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--data-checksums',
    ],
    account,
  );
  await rm(secret, { force: true });
  if (made.code !== 0) {
    await rm(draft, { recursive: true, force: true });
    throw new DatabaseError(
      'init-failed',
      `PostgreSQL could not make its data folder in ${place.root}: ${made.output.trim()}`,
    );
  }
  await rename(draft, place.cluster);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
