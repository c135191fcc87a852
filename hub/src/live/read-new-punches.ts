import { sql } from 'drizzle-orm';
import { type PlacedArrival, readArrivals } from '../attendance/read-arrivals.ts';
import type { Database } from '../database/open-database.ts';

/**
 * A place in the feed: the transaction that stored a punch, then its id. Ids are drawn before transactions commit, so a
 * lower id may become visible after a higher one; in the order of transactions, of which only those are read that no
 * running one can still precede, nothing is ever overtaken.
 */
export interface Place {
  readonly txid: bigint;
  readonly id: bigint;
}

export const BEGINNING: Place = { txid: 0n, id: 0n };

const settled = sql`pg_snapshot_xmin(pg_current_snapshot())::text::bigint`;

/** @returns the last punch that no running transaction can still precede. */
export async function lastPlace(db: Pick<Database['db'], 'execute'>): Promise<Place> {
  const [row] = await db.execute<{ txid: string; id: string }>(sql`
    SELECT p.txid::text, p.id::text FROM punches p WHERE p.txid < ${settled} ORDER BY p.txid DESC, p.id DESC LIMIT 1`);
  return row ? { txid: BigInt(row.txid), id: BigInt(row.id) } : BEGINNING;
}

/** @returns where the punch with this id stands, or null where there is none. */
export async function placeOf(db: Database['db'], id: bigint): Promise<Place | null> {
  if (id === 0n) return BEGINNING;
  const [row] = await db.execute<{ txid: string }>(
    sql`SELECT txid::text FROM punches WHERE id = ${String(id)}::bigint`,
  );
  return row ? { txid: BigInt(row.txid), id } : null;
}

/** @returns at most `limit` punches after `from`, up to and including `to` where it is given, in the feed's order. */
export function readAfter(
  db: Database['db'],
  from: Place,
  to: Place | null,
  limit: number,
  now: Date,
): Promise<PlacedArrival[]> {
  const until =
    to === null
      ? sql`p.txid < ${settled}`
      : sql`(p.txid, p.id) <= (${String(to.txid)}::bigint, ${String(to.id)}::bigint)`;
  const tail = sql`
    WHERE (p.txid, p.id) > (${String(from.txid)}::bigint, ${String(from.id)}::bigint) AND ${until}
    ORDER BY p.txid, p.id LIMIT ${limit}`;
  return readArrivals(db, tail, now);
}

/** @returns whether there are punches that an older, still running transaction keeps from being read. */
export async function isHeldBack(db: Pick<Database['db'], 'execute'>, from: Place): Promise<boolean> {
  const [row] = await db.execute<{ waiting: boolean }>(sql`
    SELECT EXISTS (
      SELECT 1 FROM punches WHERE (txid, id) > (${String(from.txid)}::bigint, ${String(from.id)}::bigint)
    ) AS waiting`);
  return row?.waiting === true;
}
