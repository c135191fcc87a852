import { and, isNull, lt, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { claims } from '../database/schema.ts';

/**
 * Removes claims that nobody used. They stay for a month after their day, so that whoever comes late is told that the
 * claim has expired and not that it never was; used ones stay as the record of how a unit came to its door.
 * @returns how many.
 */
export async function removeExpiredClaims(db: Database['db']): Promise<number> {
  const old = and(isNull(claims.usedAt), lt(claims.expiresAt, sql`now() - interval '30 days'`));
  return (await db.delete(claims).where(old).returning({ door: claims.door })).length;
}
