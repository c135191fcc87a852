import { sql } from 'drizzle-orm';
import type { Transaction } from '../rosters/refresh-rosters.ts';

/** Advisory lock: any number, the same in every hub. */
const SETTLING = 4_823_108;

/** Only one transaction at a time settles something of a month, so that nobody is settled on two sheets. */
export async function lockSettling(tx: Transaction, month: string): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(${SETTLING}, ${Number(month.replace('-', ''))})`);
}
