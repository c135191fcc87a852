import type { CarriedIn } from '@hadir/shared/api/units';
import { splitJws } from '@hadir/shared/journal/jws';
import { MAX_RUN } from '@hadir/shared/wire/topics';
import type postgres from 'postgres';
import type { Message } from '../ingest/message.ts';
import { processBatch } from '../ingest/process-batch.ts';
import { createUnitKeys } from '../ingest/unit-keys.ts';
import { verifyBatch } from '../ingest/verify-batch.ts';

/** Messages that are stored in one transaction. */
const MESSAGES_AT_ONCE = 20;
const SHOWN_REFUSALS = 50;

/**
 * Ingests entries that a person took from a unit's card, because the unit itself cannot deliver them any more. They go
 * the way of entries that the unit sent: what follows from the head is stored, and of a unit that was shut out they
 * wait in quarantine for a decision.
 * @param text compact JWS, one a line, oldest first
 */
export async function carryInJournal(sql: postgres.Sql, unit: string, text: string): Promise<CarriedIn> {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  const messages = inMessages(unit, lines);
  const sum: CarriedIn = { entries: lines.length, stored: 0, early: 0, refused: [] };
  for (let start = 0; start < messages.length; start += MESSAGES_AT_ONCE) {
    const keys = await createUnitKeys(sql).find([unit]);
    const batch = await verifyBatch(messages.slice(start, start + MESSAGES_AT_ONCE), keys);
    const { stored, gaps, refused } = await processBatch(sql, batch);
    sum.stored += stored;
    sum.early += gaps;
    const room = SHOWN_REFUSALS - sum.refused.length;
    sum.refused.push(...refused.slice(0, room).map(({ reason, detail }) => ({ reason, detail })));
  }
  return sum;
}

/** A message holds entries of one binding, and no more than a unit would send. */
function inMessages(unit: string, lines: readonly string[]): Message[] {
  const runs: string[][] = [];
  let binding: unknown;
  for (const line of lines) {
    const own = bindingOf(line);
    const run = runs.at(-1);
    if (run === undefined || run.length === MAX_RUN || own !== binding) runs.push([line]);
    else run.push(line);
    binding = own;
  }
  return runs.map((run) => ({ unit, payload: Buffer.from(run.join('\n')) }));
}

/** @returns what the line claims; whether it is so is verified when it is ingested. */
function bindingOf(line: string): unknown {
  try {
    const payload: unknown = JSON.parse(Buffer.from(splitJws(line)?.payload ?? '', 'base64url').toString());
    return typeof payload === 'object' && payload !== null && 'binding' in payload ? payload.binding : null;
  } catch {
    return null;
  }
}
