import { and, eq } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { frozenSheets } from '../database/tables/tpp.ts';

/** @param month YYYY-MM @returns whether the TPP of that office and month is settled; only a correction changes it then. */
export async function isFrozen(db: Pick<Database['db'], 'select'>, opd: string, month: string): Promise<boolean> {
  const [sheet] = await db
    .select({ month: frozenSheets.month })
    .from(frozenSheets)
    .where(and(eq(frozenSheets.opd, opd), eq(frozenSheets.month, month)))
    .limit(1);
  return sheet !== undefined;
}
