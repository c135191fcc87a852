import { and, eq, sql } from 'drizzle-orm';
import { idList } from '../database/id-list.ts';
import type { Database } from '../database/open-database.ts';
import { ratings } from '../database/tables/performance.ts';

/**
 * @param month YYYY-MM
 * @returns employee → the rating's code (of the TPP policy) and what names it; whoever was not rated is not in it.
 */
export async function readRatings(
  db: Pick<Database['db'], 'select'>,
  people: readonly string[],
  month: string,
): Promise<Map<string, { code: string; approvals: string[] }>> {
  if (people.length === 0) return new Map();
  const rows = await db
    .select({ id: ratings.id, employee: ratings.employee, code: ratings.code })
    .from(ratings)
    .where(and(eq(ratings.month, month), eq(ratings.employee, sql`ANY (${idList(people)})`)));
  return new Map(rows.map(({ id, employee, code }) => [employee, { code, approvals: [`rating/${id}`] }]));
}
