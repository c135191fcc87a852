import type { Zone } from '@hadir/shared/time/local-day';
import { count, desc, eq } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { opds } from '../database/schema.ts';
import { asZone } from '../opds/zone.ts';

/** @returns the zone of the office, or the one in which most offices are. */
export async function regionZone(db: Pick<Database['db'], 'select'>, opd?: string): Promise<Zone> {
  const [row] = await db
    .select({ zone: opds.zone })
    .from(opds)
    .where(opd === undefined ? undefined : eq(opds.id, opd))
    .groupBy(opds.zone)
    .orderBy(desc(count()), opds.zone)
    .limit(1);
  return row ? asZone(row.zone) : 'Asia/Jakarta';
}
