import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOf, copyRows, copyValue } from '../../src/database/copy-rows.ts';
import type { Database } from '../../src/database/open-database.ts';
import { startTestDatabase } from '../support/start-test-database.ts';

let database: Database;
beforeAll(async () => {
  database = await startTestDatabase();
  await database.sql`CREATE TABLE copied (id int PRIMARY KEY, body text)`;
});
afterAll(() => database.stop());

const copied = () => database.sql<{ id: number; body: string | null }[]>`SELECT id, body FROM copied ORDER BY id`;

describe('copying rows', () => {
  it('keeps every character, and nothing apart from the empty text', async () => {
    const texts = ['a\tb', 'a\nb\r\n', '\\N', 'c:\\t', '\\.', '', null, 'ᬅᬓ 👋', '"\'$1'];
    await database.db.transaction((tx) =>
      copyRows(
        clientOf(tx),
        'copied (id, body)',
        texts.map((text, id) => `${id}\t${copyValue(text)}`),
      ),
    );
    expect((await copied()).map(({ body }) => body)).toEqual(texts);
    await database.sql`TRUNCATE copied`;
  });

  it('keeps nothing of the transaction when a row is refused, and says so at once', async () => {
    const lines = Array.from({ length: 5_000 }, (_, id) => `${id}\tx`);
    const refusals = [
      ['7\ttwice', '23505'],
      ['seven\tno number', '22P02'],
      ['5000', '22P04'],
    ] as const;
    for (const [wrong, code] of refusals)
      await expect(
        database.db.transaction((tx) => copyRows(clientOf(tx), 'copied (id, body)', [...lines, wrong])),
      ).rejects.toMatchObject({ code });
    expect(await copied()).toEqual([]);
    await database.db.transaction((tx) => copyRows(clientOf(tx), 'copied (id, body)', lines));
    expect(await copied()).toHaveLength(5_000);
    await database.sql`TRUNCATE copied`;
  });

  it('fails when the server ends the connection in the middle, and leaves the pool of use', async () => {
    const lines = Array.from({ length: 20_000 }, (_, id) => `${id}\t${'x'.repeat(100)}`);
    const copying = database.db.transaction(async (tx) => {
      const [own] = await tx.execute<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`);
      await copyRows(clientOf(tx), 'copied (id, body)', lines);
      await database.sql`SELECT pg_terminate_backend(${own?.pid ?? 0})`;
      await copyRows(
        clientOf(tx),
        'copied (id, body)',
        lines.map((line) => `9${line}`),
      );
    });
    await expect(copying).rejects.toThrow();
    expect(await copied()).toEqual([]);
  });
});
