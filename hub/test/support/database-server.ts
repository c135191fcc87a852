import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.ts';

/** Vitest's global set-up: one PostgreSQL for the whole run. */
export default async function startDatabaseServer(project: TestProject): Promise<() => Promise<void>> {
  const data = await mkdtemp(join(tmpdir(), 'hadir-test-'));
  await chmod(data, 0o755);
  const server = await startEmbeddedPostgres(data, pino({ level: 'warn' }));
  project.provide('hadirDatabaseServer', server.connection);
  return async () => {
    await server.stop();
    await rm(data, { recursive: true, force: true });
  };
}
