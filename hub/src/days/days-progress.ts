import { localDay, type Zone } from '@hadir/shared/time/local-day';
import { eq, sql } from 'drizzle-orm';
import { settings } from '../database/schema.ts';
import { lastPlace, type Place } from '../live/read-new-punches.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';

const NAME = 'days-progress';

/** How far the keeping of days has come; it moves in the transactions that do the work. */
export interface DaysProgress {
  /** The last punch whose day was judged. */
  readonly place: Place;
  /** Days before this one are judged when somebody asks for them, and not kept. */
  readonly first: string;
  /** By zone: the last day that was begun for everybody. */
  readonly begun: Readonly<Partial<Record<Zone, string>>>;
}

/** JSON knows no numbers of 64 bits. */
type Stored = { txid: string; id: string; first: string; begun: DaysProgress['begun'] };

/** Begins with the first day of which there are punches; all of them are then behind, as whole days. */
export async function readProgress(tx: Transaction, now: Date): Promise<DaysProgress> {
  const [row] = await tx.select({ value: settings.value }).from(settings).where(eq(settings.name, NAME));
  if (row) {
    const { txid, id, first, begun } = row.value as Stored;
    return { place: { txid: BigInt(txid), id: BigInt(id) }, first, begun };
  }
  const today = localDay(now, 'Asia/Jakarta');
  const [punch] = await tx.execute<{ day: string | null }>(sql`SELECT min(day)::text AS day FROM punches`);
  const first = punch?.day == null || punch.day > today ? today : punch.day;
  const progress: DaysProgress = { place: await lastPlace(tx), first, begun: {} };
  await writeProgress(tx, progress);
  return progress;
}

export async function writeProgress(tx: Transaction, { place, first, begun }: DaysProgress): Promise<void> {
  const value: Stored = { txid: String(place.txid), id: String(place.id), first, begun };
  await tx.insert(settings).values({ name: NAME, value }).onConflictDoUpdate({ target: settings.name, set: { value } });
}
