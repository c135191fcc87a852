import type postgres from 'postgres';
import { type BatchResult, processBatch } from '../../src/ingest/process-batch.ts';
import { createUnitKeys } from '../../src/ingest/unit-keys.ts';
import { verifyBatch } from '../../src/ingest/verify-batch.ts';
import type { WrittenEntry } from './journal-writer.ts';

/** Ingests messages of one unit as one batch, without a broker; each message is a run of entries. */
export async function deliver(
  sql: postgres.Sql,
  unit: string,
  ...messages: readonly (readonly WrittenEntry[])[]
): Promise<BatchResult> {
  const payloads = messages.map((entries) => ({
    unit,
    payload: Buffer.from(entries.map(({ jws }) => jws).join('\n'), 'latin1'),
  }));
  return processBatch(sql, await verifyBatch(payloads, await createUnitKeys(sql).find([unit])));
}
