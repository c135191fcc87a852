import { localDay } from '@hadir/shared/time/local-day';
import { mainZone, regionZones } from '../attendance/region-zones.ts';
import type { Database } from '../database/open-database.ts';

/** @returns the local day of most of the region's offices: deadlines and dates of letters run by it. */
export async function regionToday(db: Pick<Database['db'], 'select'>, now: Date): Promise<string> {
  return localDay(now, mainZone(await regionZones(db)));
}
