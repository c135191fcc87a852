import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../src/database/connection-settings.ts';
import type { Database } from '../../src/database/open-database.ts';
import { startTestDatabase } from '../support/start-test-database.ts';
import { until } from '../support/until.ts';

let database: Database;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());

test('rejects what was in flight when the server ends a session, and works on', async () => {
  const one = connect(database.connection, 1, 'lost');
  for (let round = 0; round < 5; round++) {
    const transaction = one.begin(async (tx) => {
      const [own] = await tx<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
      const killed = database.sql`SELECT pg_terminate_backend(${own?.pid ?? 0})`;
      await Promise.all([killed, tx`SELECT pg_sleep(20)`]);
    });
    await expect(transaction).rejects.toThrow();
    // What is asked in the very moment of the loss may fail as well; what is asked after it may not.
    const rows = await until('the next connection', () => one`SELECT 1 AS alive`.catch(() => null), 2_000);
    expect(rows).toEqual([{ alive: 1 }]);
  }
  await one.end();
});
