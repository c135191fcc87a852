import type { Zone } from '@hadir/shared/time/local-day';
import { count, desc, eq } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { opds } from '../database/schema.ts';
import { asZone } from '../opds/zone.ts';

/** @returns the zones of the offices, or of the one asked for; the one with most offices first. */
export async function regionZones(db: Pick<Database['db'], 'select'>, opd?: string): Promise<Zone[]> {
  const rows = await db
    .select({ zone: opds.zone })
    .from(opds)
    .where(opd === undefined ? undefined : eq(opds.id, opd))
    .groupBy(opds.zone)
    .orderBy(desc(count()), opds.zone);
  return rows.map(({ zone }) => asZone(zone));
}

/** @returns the zone by which a region without any office is shown, else the first of its zones. */
export function mainZone(zones: readonly Zone[]): Zone {
  return zones[0] ?? 'Asia/Jakarta';
}
