import { eq, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { units } from '../database/schema.ts';

/**
 * Takes numbers for commands to a unit. They are committed before anything is sent, so that none is ever used twice.
 * @returns the first of `count` numbers that follow each other.
 */
export async function takeNumbers(db: Pick<Database['db'], 'update'>, unit: string, count: number): Promise<number> {
  const [row] = await db
    .update(units)
    .set({ commandNumber: sql`${units.commandNumber} + ${count}` })
    .where(eq(units.id, unit))
    .returning({ last: units.commandNumber });
  if (!row) throw new Error('Commands were to be numbered for a unit that is not there.');
  return row.last - count + 1;
}
