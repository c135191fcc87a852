import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { ConnectionSettings } from '../connection-settings.ts';
import { DatabaseError } from '../database-error.ts';
import { initialiseCluster, OWNER } from './initialise-cluster.ts';
import { isPostmasterOf, stopLeftoverPostmaster } from './leftover-postmaster.ts';
import { findPostgresAccount, type PostgresAccount } from './postgres-account.ts';
import { findPostgresBinaries, SYSTEM_FOLDER } from './postgres-binaries.ts';
import { type PostgresPlace, preparePostgresPlace } from './postgres-place.ts';
import { type SupervisedPostgres, supervisePostgres } from './supervised-postgres.ts';

export interface EmbeddedPostgres {
  readonly connection: ConnectionSettings;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 60_000;
const PORT = 5432;

/**
 * For a machine of two cores and a few gigabytes. Durability is not for sale: fsync and synchronous_commit stay on.
 *
 * A backlog of three weeks dirties pages all over the indexes: with 64 MB of buffers, a checkpoint at every 500 MB and
 * compressed page images, a third of PostgreSQL's time went into writing the same pages again and compressing them.
 */
const SETTINGS = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '60',
  shared_buffers: `${sharedBuffersMb(totalmem())}MB`,
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '10min',
  wal_compression: 'off',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  io_method: 'sync',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  password_encryption: 'scram-sha-256',
};

/** A sixteenth of the machine's memory: 256 MB from 4 GB on. @param bytes of memory */
function sharedBuffersMb(bytes: number): number {
  return Math.min(256, Math.max(64, Math.round(bytes / 16 / 1_048_576)));
}

/**
 * PostgreSQL as a child of this process, reached through a Unix socket in a folder that nobody else may enter: no port
 * to collide with or to scan, and the file system's permission stands before the password.
 *
 * The caller holds the lock of `data`. A server that dies is started again; whoever was connected must reconnect.
 * @throws DatabaseError
 */
export async function startEmbeddedPostgres(
  data: string,
  log: Logger,
  systemFolder: string = SYSTEM_FOLDER,
): Promise<EmbeddedPostgres> {
  await mkdir(data, { recursive: true });
  const account = await findPostgresAccount(log);
  const binaries = await findPostgresBinaries(account, systemFolder);
  const place = await preparePostgresPlace(data, account, systemFolder);
  const password = await keepPassword(join(data, 'postgres.json'), place);
  await stopLeftoverPostmaster(place.cluster, log);
  await initialiseCluster(place, binaries.initdb, password, account, log);

  let stopping = false;
  let server = await startUntilReady(place, binaries.postgres, account, log);
  const watch = async (): Promise<void> => {
    for (let pause = 100; ; pause = Math.min(pause * 2, 10_000)) {
      const words = await server.ended;
      if (stopping) return;
      log.error(
        { postgres: words },
        'The database server ended by itself. Starting it again; nothing is received until it is back.',
      );
      await wait(pause);
      if (stopping) return;
      try {
        server = await startUntilReady(place, binaries.postgres, account, log);
        pause = 50;
        log.info('The database server is back.');
      } catch (error) {
        log.error({ err: error }, 'The database server does not start. Trying again; see its words for the cause.');
      }
    }
  };
  const watching = watch();
  return {
    connection: { kind: 'socket', path: socketOf(place), user: OWNER, password, database: 'postgres' },
    stop: async () => {
      stopping = true;
      await server.stop();
      await watching;
    },
  };
}

function socketOf(place: PostgresPlace): string {
  return join(place.sockets, `.s.PGSQL.${PORT}`);
}

/** @throws DatabaseError start-failed */
async function startUntilReady(
  place: PostgresPlace,
  postgres: string,
  account: PostgresAccount | null,
  log: Logger,
): Promise<SupervisedPostgres> {
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const args = ['-D', place.cluster, '-k', place.sockets, '-p', String(PORT), ...settings];
  const deadline = Date.now() + READY_WITHIN_MS;
  while (true) {
    const server = supervisePostgres(postgres, args, account, log);
    const settled = new AbortController();
    const words = await Promise.race([server.ended, untilReady(place.cluster, deadline, settled.signal)]);
    settled.abort();
    if (words === null) return server;
    // Back ends of a server that was killed hold its shared memory for a moment longer.
    const passing = /pre-existing shared memory block|lock file .* already exists/.test(words);
    if (passing && Date.now() < deadline) {
      await wait(250);
      continue;
    }
    await server.stop();
    throw new DatabaseError('start-failed', `PostgreSQL does not start on ${place.cluster}: ${words}`);
  }
}

/** @returns null when the server takes connections, else that it took too long. */
async function untilReady(cluster: string, deadline: number, settled: AbortSignal): Promise<string | null> {
  while (Date.now() < deadline && !settled.aborted) {
    const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
    const [pid, ...rest] = text.split('\n');
    // The file of a server that was killed says "ready" too.
    if (rest[6]?.trim() === 'ready' && (await isPostmasterOf(Number(pid), cluster))) return null;
    await wait(20);
  }
  return `no connection was possible within ${READY_WITHIN_MS / 1000} s`;
}

/** `<data>/postgres.json`, mode 0600: made once, and brought up to date for whoever runs pg_dump or psql on this machine. */
async function keepPassword(file: string, place: PostgresPlace): Promise<string> {
  const password = (await readPassword(file)) ?? randomBytes(24).toString('base64url');
  const content = { socket: socketOf(place), user: OWNER, database: 'postgres', password };
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  await rename(draft, file);
  return password;
}

async function readPassword(file: string): Promise<string | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const kept: unknown = JSON.parse(text);
  if (typeof kept === 'object' && kept !== null && 'password' in kept && typeof kept.password === 'string')
    return kept.password;
  throw new DatabaseError('start-failed', `${file} holds no password. Restore it from a backup of the data folder.`);
}
