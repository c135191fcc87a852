import type { Zone } from '@hadir/shared/time/local-day';
import { eq } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { opds } from '../database/schema.ts';
import { asZone } from '../opds/zone.ts';

export interface Office {
  readonly id: string;
  readonly name: string;
  readonly zone: Zone;
}

export async function readOffice(db: Pick<Database['db'], 'select'>, id: string): Promise<Office | null> {
  const [row] = await db.select({ id: opds.id, name: opds.name, zone: opds.zone }).from(opds).where(eq(opds.id, id));
  return row ? { ...row, zone: asZone(row.zone) } : null;
}

/** By name. */
export async function readOffices(db: Pick<Database['db'], 'select'>): Promise<Office[]> {
  const rows = await db.select({ id: opds.id, name: opds.name, zone: opds.zone }).from(opds).orderBy(opds.name);
  return rows.map((row) => ({ ...row, zone: asZone(row.zone) }));
}
