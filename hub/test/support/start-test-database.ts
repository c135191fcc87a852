import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { inject } from 'vitest';
import { type ConnectionSettings, connect } from '../../src/database/connection-settings.ts';
import { type Database, openDatabase } from '../../src/database/open-database.ts';
import { databaseOf } from './database-of.ts';
import { TEMPLATE } from './database-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Server that the whole run shares, when the run's global set-up started one. */
    hadirDatabaseServer: ConnectionSettings | undefined;
  }
}

/**
 * A migrated database of its own, in the server that the test run shares or else in a server of its own. `stop` removes
 * it.
 */
export async function startTestDatabase(): Promise<Database> {
  const shared = inject('hadirDatabaseServer');
  return shared === undefined ? inOwnServer() : inSharedServer(shared);
}

async function inOwnServer(): Promise<Database> {
  const data = await mkdtemp(join(tmpdir(), 'hadir-test-'));
  await chmod(data, 0o755);
  const database = await openDatabase({ data, database: { kind: 'embedded' } }, pino({ level: 'warn' }));
  return {
    ...database,
    stop: async () => {
      await database.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}

async function inSharedServer(server: ConnectionSettings): Promise<Database> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const admin = connect(server, 1, 'hadir-test');
  await admin.unsafe(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  const database = await openDatabase(
    { data: tmpdir(), database: { kind: 'running', settings: databaseOf(server, name) } },
    pino({ level: 'warn' }),
  );
  return {
    ...database,
    stop: async () => {
      await database.stop();
      await admin.unsafe(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
    },
  };
}
