import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { employees, templates } from '../database/schema.ts';
import { refreshRosters } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';

/**
 * Erases a face: the row stays as the record that there was one, without the face.
 * @returns the doors that have a new roster version, or null where this employee has no such face.
 */
export async function removeFace(
  db: Database['db'],
  by: string,
  employee: string,
  template: string,
): Promise<string[] | null> {
  return db.transaction(async (tx) => {
    const [removed] = await tx
      .update(templates)
      .set({ sealed: null, removedAt: sql`now()` })
      .where(and(eq(templates.id, template), eq(templates.employee, employee), isNull(templates.removedAt)))
      .returning({ id: templates.id });
    if (!removed) return null;
    const [person] = await tx.select({ opd: employees.opd }).from(employees).where(eq(employees.id, employee));
    const doors = person ? await refreshRosters(tx, person.opd) : [];
    await writeAudit(tx, by, 'face-removed', employee, { template });
    return doors;
  });
}
