import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/database/open-database.ts';
import { startTestDatabase } from '../support/start-test-database.ts';

let database: Database;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());

test('gives a migrated database that commits to the disk before it answers', async () => {
  const [settings] = await database.sql`
    SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS synchronous,
      to_regclass('entries')::text AS entries`;
  expect(settings).toMatchObject({ fsync: 'on', synchronous: 'on', entries: 'entries' });
});
