import { setImmediate as nextTurn } from 'node:timers/promises';
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

/** What the client library keeps of a statement that it runs. */
interface Running {
  reject(error: unknown): void;
}

/** The client under the mapper's transaction, for what the mapper does not know. */
export function clientOf(tx: Transaction): postgres.TransactionSql {
  return (tx._.session as unknown as { readonly client: postgres.TransactionSql }).client;
}

/**
 * Adds many rows with COPY, which takes PostgreSQL half the time of an INSERT and the client a third. Nothing else may
 * be sent in the transaction until it is done.
 * @param into table and columns, e.g. `days (employee, day)`; never from outside
 * @param lines one per row: values by `copyValue`, with tabs between
 * @param encoding `latin1` costs half as much, for lines that hold nothing but ASCII
 * @throws PostgresError, whatever the database refuses the rows for; the transaction is of no more use then
 */
export async function copyRows(
  tx: postgres.TransactionSql,
  into: string,
  lines: readonly string[],
  encoding: 'utf8' | 'latin1' = 'utf8',
): Promise<void> {
  if (lines.length === 0) return;
  const statement = tx.unsafe(`COPY ${into} FROM STDIN`);
  const stream = await statement.writable();
  // When the database refuses the rows, the client rejects the statement, which was fulfilled with the stream already,
  // and leaves the stream open for ever. What comes next in the transaction waits for the COPY, and fails after one
  // that failed; the reason is what the client wanted to reject it for.
  let refused: unknown;
  (statement as unknown as Running).reject = (error) => {
    refused = error;
  };
  try {
    await new Promise<void>((resolve, reject) => {
      stream.on('error', reject);
      stream.write(`${lines.join('\n')}\n`, encoding, (error) => (error ? reject(error) : resolve()));
    });
    stream.end();
    await nextTurn();
    await tx`SELECT 1`;
  } catch (error) {
    throw refused ?? error;
  }
}
