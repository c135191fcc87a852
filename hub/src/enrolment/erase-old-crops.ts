import { and, isNotNull, lt, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { faceCrops } from '../database/tables/enrolment.ts';
import { readEnrolmentPolicy } from './enrolment-policy.ts';

/** Erases the kept pictures that the policy no longer allows; templates stay. @returns how many. */
export async function eraseOldCrops(db: Database['db']): Promise<number> {
  const { keepPhotos, photoDays } = await readEnrolmentPolicy(db);
  if (keepPhotos && photoDays === null) return 0;
  const tooOld = keepPhotos
    ? lt(faceCrops.createdAt, sql`now() - make_interval(days => ${photoDays ?? 0})`)
    : undefined;
  const erased = await db
    .update(faceCrops)
    .set({ sealed: null, erasedAt: sql`now()` })
    .where(and(isNotNull(faceCrops.sealed), tooOld))
    .returning({ id: faceCrops.id });
  return erased.length;
}
