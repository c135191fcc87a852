import { and, eq, inArray, isNotNull, isNull, notExists, type SQL, sql } from 'drizzle-orm';
import { templates } from '../database/schema.ts';
import { faceCrops, templateCrops } from '../database/tables/enrolment.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';

/**
 * Erases templates for good, and the kept pictures of which no template is left; their rows stay as the record that
 * there were some. The rosters are the caller's to renew.
 * @param which of templates: whose, or of which model.
 * @returns the ids of the templates that were erased.
 */
export async function eraseFaces(tx: Transaction, which: SQL | undefined): Promise<string[]> {
  const erased = await tx
    .update(templates)
    .set({ sealed: null, removedAt: sql`now()` })
    .where(and(isNull(templates.removedAt), which))
    .returning({ id: templates.id });
  const ids = erased.map(({ id }) => id);
  for (let from = 0; from < ids.length; from += BATCH) {
    const some = ids.slice(from, from + BATCH);
    const crops = tx
      .select({ id: templateCrops.crop })
      .from(templateCrops)
      .where(inArray(templateCrops.template, some));
    const living = tx
      .select({ id: templates.id })
      .from(templateCrops)
      .innerJoin(templates, eq(templates.id, templateCrops.template))
      .where(and(eq(templateCrops.crop, faceCrops.id), isNull(templates.removedAt)));
    await tx
      .update(faceCrops)
      .set({ sealed: null, erasedAt: sql`now()` })
      .where(and(inArray(faceCrops.id, crops), isNotNull(faceCrops.sealed), notExists(living)));
  }
  return ids;
}

const BATCH = 1_000;
