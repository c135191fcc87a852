import { and, eq, isNull, sql } from 'drizzle-orm';
import { bindings } from '../database/schema.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';

/**
 * Lets a unit that was to move stay where it was: its binding there goes on, as though it had never been told. For a
 * unit that signed that it refused, or that certainly was not told.
 * @param door where it was to go.
 * @returns false where its old door has another unit by now: it then serves no door.
 */
export async function takeBackBind(tx: Transaction, unit: string, door: string): Promise<boolean> {
  const [begun] = await tx
    .delete(bindings)
    .where(and(eq(bindings.unit, unit), eq(bindings.door, door), isNull(bindings.until), eq(bindings.seq, 0)))
    .returning({ number: bindings.number });
  if (!begun) return false;
  const reopened = await tx.execute(sql`
    UPDATE bindings b SET until = NULL
    WHERE b.unit = ${unit} AND b.number = ${begun.number - 1}
      AND NOT EXISTS (SELECT 1 FROM bindings other WHERE other.door = b.door AND other.until IS NULL)
    RETURNING b.number`);
  return reopened.length > 0;
}
