import type { Letterhead } from '@hadir/shared/api/letterheads';
import { desc, eq, isNull } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { opds } from '../database/schema.ts';
import { letterheads } from '../database/tables/letterheads.ts';
import { EMPTY_LETTERHEAD, resolveLetterhead } from './resolve-letterhead.ts';

type Db = Pick<Database['db'], 'select'>;

/**
 * What stands above and below a letter or a report now, with everything that follows from elsewhere filled in.
 * @param government name of the local government as the hub was installed with, `config.region`
 * @param opd id of the office; null for the region, which is the personnel agency's
 */
export async function readLetterhead(db: Db, government: string, opd: string | null): Promise<Letterhead> {
  const region = (await readOwn(db, null))?.document ?? EMPTY_LETTERHEAD;
  if (opd === null) return resolveLetterhead({ government, region, opd: null });
  const [office] = await db.select({ name: opds.name }).from(opds).where(eq(opds.id, opd));
  const own = (await readOwn(db, opd))?.document ?? EMPTY_LETTERHEAD;
  return resolveLetterhead({ government, region, opd: { name: office?.name ?? '', own } });
}

/** @returns what was filled in last; null where nothing ever was. */
export async function readOwn(db: Db, opd: string | null): Promise<{ version: number; document: Letterhead } | null> {
  const [row] = await db
    .select({ version: letterheads.version, document: letterheads.document })
    .from(letterheads)
    .where(opd === null ? isNull(letterheads.opd) : eq(letterheads.opd, opd))
    .orderBy(desc(letterheads.version))
    .limit(1);
  return row ?? null;
}
