import postgres from 'postgres';
import { type Answer, answerUnits } from './answer-units.ts';
import type { Message, Run, VerifiedBatch } from './message.ts';
import { type StoredBatch, storeBatch } from './store-batch.ts';

/** What a batch came to, for receipts and for the log. */
export interface BatchResult {
  readonly answers: readonly Answer[];
  readonly stored: number;
  readonly duplicates: number;
  readonly gaps: number;
  /** One for every message or run that was put in quarantine. */
  readonly refused: readonly { readonly unit: string; readonly reason: string; readonly detail: string }[];
}

/**
 * Stores a verified batch and says what to answer. Data that the database will not take (which the checks before
 * should have seen) is found by halving the batch, so that the rest of it is stored.
 * @throws when the database cannot be used now; nothing is stored then, and the same batch may be tried again.
 */
export async function processBatch(sql: postgres.Sql, batch: VerifiedBatch): Promise<BatchResult> {
  try {
    return summarise(batch, await storeBatch(sql, batch));
  } catch (error) {
    if (!isRefusedData(error)) throw error;
    const [run] = batch.runs;
    if (run === undefined) throw error;
    if (batch.runs.length === 1) {
      const rejection = { reason: 'unstorable', detail: `The database refuses it (${error.code}).` } as const;
      return processBatch(sql, { runs: [], rejected: [...batch.rejected, { message: toMessage(run), rejection }] });
    }
    const half = batch.runs.length >> 1;
    const first = await processBatch(sql, { runs: batch.runs.slice(0, half), rejected: batch.rejected });
    return merge(first, await processBatch(sql, { runs: batch.runs.slice(half), rejected: [] }));
  }
}

/** SQLSTATE classes 22 (data exception) and 23 (integrity constraint). */
function isRefusedData(error: unknown): error is postgres.PostgresError {
  return error instanceof postgres.PostgresError && /^2[23]/.test(error.code);
}

function toMessage(run: Run): Message {
  return { unit: run.unit, payload: Buffer.from(run.entries.map(({ jws }) => jws).join('\n'), 'latin1') };
}

function summarise(batch: VerifiedBatch, result: StoredBatch): BatchResult {
  const { outcomes, entries } = result.plan;
  const count = (kind: string) => outcomes.filter(({ outcome }) => outcome.kind === kind).length;
  const refused: { unit: string; reason: string; detail: string }[] = batch.rejected.map(({ message, rejection }) => ({
    unit: message.unit,
    ...rejection,
  }));
  for (const { run, outcome } of outcomes) {
    if (outcome.kind === 'rejected') refused.push({ unit: run.unit, ...outcome.rejection });
    if (outcome.kind === 'fork')
      refused.push({ unit: run.unit, reason: 'fork', detail: `A different entry ${outcome.seq} is already held.` });
  }
  return {
    answers: answerUnits(batch, result),
    stored: entries.length,
    duplicates: count('duplicate'),
    gaps: count('gap'),
    refused,
  };
}

function merge(a: BatchResult, b: BatchResult): BatchResult {
  return {
    answers: [...a.answers, ...b.answers],
    stored: a.stored + b.stored,
    duplicates: a.duplicates + b.duplicates,
    gaps: a.gaps + b.gaps,
    refused: [...a.refused, ...b.refused],
  };
}
