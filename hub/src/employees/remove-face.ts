import { and, eq, inArray, isNull, or } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { employees, templates } from '../database/schema.ts';
import { templateCrops } from '../database/tables/enrolment.ts';
import { refreshRosters } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';
import { eraseFaces } from './erase-faces.ts';

/**
 * Erases a face, with what other models made of the same photo: the rows stay as the record that there was one, without
 * the face.
 * @returns the doors that have a new roster version, or null where this employee has no such face.
 */
export async function removeFace(
  db: Database['db'],
  by: string,
  employee: string,
  template: string,
): Promise<string[] | null> {
  return db.transaction(async (tx) => {
    const [there] = await tx
      .select({ opd: employees.opd, crop: templateCrops.crop })
      .from(templates)
      .innerJoin(employees, eq(employees.id, templates.employee))
      .leftJoin(templateCrops, eq(templateCrops.template, templates.id))
      .where(and(eq(templates.id, template), eq(templates.employee, employee), isNull(templates.removedAt)));
    if (!there) return null;
    const ofSamePhoto =
      there.crop === null
        ? undefined
        : inArray(
            templates.id,
            tx.select({ id: templateCrops.template }).from(templateCrops).where(eq(templateCrops.crop, there.crop)),
          );
    const erased = await eraseFaces(tx, or(eq(templates.id, template), ofSamePhoto));
    const doors = await refreshRosters(tx, there.opd);
    await writeAudit(tx, by, 'face-removed', employee, { template, erased });
    return doors;
  });
}
