import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { PostgresJsSession } from 'drizzle-orm/postgres-js';
import type postgres from 'postgres';
import type { Database } from './open-database.ts';

type Transaction = Parameters<Parameters<Database['db']['transaction']>[0]>[0];

const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** One value as the text format of COPY wants it. See https://www.postgresql.org/docs/18/sql-copy.html */
export function copyValue(value: string | number | boolean | null): string {
  if (value === null) return '\\N';
  const text = String(value);
  return SPECIAL.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character) : text;
}

/**
 * Adds many rows with COPY, which takes PostgreSQL half the time of an INSERT and the client a third.
 * @param into table and columns, e.g. `days (employee, day)`; never from outside
 * @param lines one per row: values by `copyValue`, with tabs between
 * @throws whatever the database refuses them for; the transaction is of no more use then
 */
export async function copyRows(tx: Transaction, into: string, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  const { client } = tx._.session as unknown as PostgresJsSession<postgres.Sql, never, never>;
  const stream = await client.unsafe(`COPY ${into} FROM STDIN`).writable();
  await new Promise<void>((resolve, reject) => {
    stream.on('error', reject);
    stream.write(`${lines.join('\n')}\n`, (error) => (error ? reject(error) : resolve()));
  });
  stream.end();
  await nextTurn();
  // The client's stream never ends when the database refuses the rows. The next statement of the transaction does: it
  // waits for the COPY before it, and fails after one that failed.
  await tx.execute(sql`SELECT 1`);
}
