import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { connect } from '../../src/database/connection-settings.ts';
import { startEmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.ts';
import { migrateDatabase } from '../../src/database/migrate-database.ts';
import { databaseOf } from './database-of.ts';

/** A migrated database that those of the tests are copies of. Nobody may be connected to it while one is copied. */
export const TEMPLATE = 'hadir_template';

/** Vitest's global set-up: one PostgreSQL for the whole run, in which the schema is made once. */
export default async function startDatabaseServer(project: TestProject): Promise<() => Promise<void>> {
  const data = await mkdtemp(join(tmpdir(), 'hadir-test-'));
  await chmod(data, 0o755);
  const server = await startEmbeddedPostgres(data, pino({ level: 'warn' }));
  const admin = connect(server.connection, 1, 'hadir-test');
  await admin.unsafe(`CREATE DATABASE ${TEMPLATE}`);
  await admin.end();
  await migrateDatabase(databaseOf(server.connection, TEMPLATE));
  project.provide('hadirDatabaseServer', server.connection);
  return async () => {
    await server.stop();
    await rm(data, { recursive: true, force: true });
  };
}
