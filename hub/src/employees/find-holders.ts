import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { employees, templates } from '../database/schema.ts';
import { type DescribedPhoto, similarity } from './judge-photos.ts';
import { openTemplate } from './seal-template.ts';

export interface Holder {
  readonly employee: string;
  readonly name: string;
  readonly nip: string;
  readonly score: number;
}

/** Templates that are open at one time. */
const BATCH = 500;

/**
 * Holds each photo against every face that is enrolled for somebody else than whom it is sent for, also for those who no longer work here. Reads
 * in batches, so that memory stays bounded and other requests get their turn.
 * @returns for each photo the best other holder at or above the threshold, or null.
 */
export async function findHolders(
  db: Pick<Database['db'], 'select'>,
  templateKey: Buffer,
  photos: readonly (DescribedPhoto & { readonly employee: string })[],
  threshold: number,
): Promise<(Holder | null)[]> {
  const holders: (Holder | null)[] = photos.map(() => null);
  let last = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const batch = await db
      .select({
        id: templates.id,
        employee: templates.employee,
        model: templates.model,
        sealed: templates.sealed,
        name: employees.name,
        nip: employees.nip,
      })
      .from(templates)
      .innerJoin(employees, eq(employees.id, templates.employee))
      .where(and(gt(templates.id, last), isNull(templates.removedAt)))
      .orderBy(asc(templates.id))
      .limit(BATCH);
    for (const row of batch) {
      if (row.sealed === null) continue;
      const owner = { template: row.id, employee: row.employee, model: row.model };
      const embedding = openTemplate(templateKey, owner, row.sealed);
      for (const [index, photo] of photos.entries()) {
        if (photo.model !== row.model || photo.employee === row.employee) continue;
        const score = similarity(photo.embedding, embedding);
        if (score >= threshold && score > (holders[index]?.score ?? -1)) {
          holders[index] = { employee: row.employee, name: row.name, nip: row.nip, score };
        }
      }
    }
    const end = batch.at(-1);
    if (batch.length < BATCH || !end) return holders;
    last = end.id;
  }
}
