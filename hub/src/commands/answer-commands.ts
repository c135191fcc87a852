import type { Entry } from '@hadir/shared/journal/entry';
import type postgres from 'postgres';
import type { NewEntry } from '../ingest/plan-batch.ts';
import { LIFE_CHANNEL } from '../procedures/life-channel.ts';

const OF_LIFE: readonly Entry['type'][] = ['bound', 'roster', 'command'];

/**
 * Takes from newly stored entries what the kept commands and the procedures wait for, in the transaction that stores
 * them: a `command` entry answers the command whose number it names, whichever time it was sent, also when it arrives
 * after the command had expired. A batch of nothing but punches costs one look at each entry's type.
 */
export async function answerCommands(tx: postgres.TransactionSql, added: readonly NewEntry[]): Promise<void> {
  const ofLife = added.flatMap(({ verified: { entry } }) => (OF_LIFE.includes(entry.type) ? [entry] : []));
  if (ofLife.length === 0) return;
  for (const entry of ofLife) {
    if (entry.type !== 'command') continue;
    const { unit, number, order, outcome, detail } = entry;
    await tx`
      WITH answered AS (
        UPDATE commands SET state = ${outcome}, detail = ${detail}
        WHERE unit = ${unit} AND state IN ('waiting', 'expired') AND "order"->>'do' = ${order}
          AND ${number} BETWEEN first_number AND number
        RETURNING "order"
      )
      UPDATE units SET settings = answered."order"->'settings'
      FROM answered WHERE units.id = ${unit} AND ${outcome} = 'done' AND ${order} = 'settings'`;
  }
  for (const unit of new Set(ofLife.map((entry) => entry.unit))) await tx`SELECT pg_notify(${LIFE_CHANNEL}, ${unit})`;
}
