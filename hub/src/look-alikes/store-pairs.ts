import { sql } from 'drizzle-orm';
import { lookAlikes } from '../database/tables/enrolment.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';

export interface FoundPair {
  readonly people: readonly [string, string];
  readonly score: number;
}

/**
 * Keeps pairs of look-alikes. A pair that was decided about stays decided, unless the two have become more alike than
 * they were: then somebody has to look again.
 */
export async function storePairs(tx: Transaction, model: string, pairs: readonly FoundPair[]): Promise<void> {
  for (const { people, score } of pairs) {
    const [one, other] = [...people].sort() as [string, string];
    await tx
      .insert(lookAlikes)
      .values({ one, other, model, score })
      .onConflictDoUpdate({
        target: [lookAlikes.one, lookAlikes.other, lookAlikes.model],
        set: {
          score: sql`greatest(${lookAlikes.score}, excluded.score)`,
          decision: sql`CASE WHEN excluded.score > ${lookAlikes.score} + ${GREW} THEN NULL ELSE ${lookAlikes.decision} END`,
        },
      });
  }
}

/** What two scores of the same faces may differ by without meaning anything. */
const GREW = 0.02;
