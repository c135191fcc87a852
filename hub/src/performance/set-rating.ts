import type { NewRating } from '@hadir/shared/api/performance';
import { and, eq } from 'drizzle-orm';
import { ratings } from '../database/tables/performance.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';

export type RatingOutcome = 'added' | 'changed' | 'unchanged';

interface Rater {
  readonly by: string | null;
  readonly source: 'superior' | 'bkd' | 'import';
}

/**
 * Enters the rating of a month. The same again changes nothing. The caller has looked that the employee exists, that
 * the policy knows the code and that the month is not frozen.
 */
export async function setRating(
  tx: Transaction,
  { employee, month, code, note }: NewRating,
  { by, source }: Rater,
): Promise<RatingOutcome> {
  const key = and(eq(ratings.employee, employee), eq(ratings.month, month));
  const [before] = await tx.select().from(ratings).where(key).for('update');
  const said = note?.trim() ? note.trim() : null;
  if (before && before.code === code && before.note === said) return 'unchanged';
  const values = { code, note: said, source, by, at: new Date() };
  await tx
    .insert(ratings)
    .values({ employee, month, ...values })
    .onConflictDoUpdate({ target: [ratings.employee, ratings.month], set: values });
  await writeAudit(tx, by, 'rating-set', employee, { month, code, source, before: before?.code ?? null });
  return before ? 'changed' : 'added';
}
