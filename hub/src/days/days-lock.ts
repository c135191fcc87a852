import { sql } from 'drizzle-orm';
import type { Transaction } from '../rosters/refresh-rosters.ts';

/** Key of the advisory lock that lets one hub at a time judge days, so that nobody stores an older view of a day. */
const DAYS_LOCK = 4_823_003;

/** @returns whether this transaction may judge days; another hub does it otherwise. */
export async function takeDaysLock(tx: Transaction): Promise<boolean> {
  const [row] = await tx.execute<{ held: boolean }>(sql`SELECT pg_try_advisory_xact_lock(${DAYS_LOCK}) AS held`);
  return row?.held === true;
}
