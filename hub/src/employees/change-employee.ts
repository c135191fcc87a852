import type { EmployeeChange } from '@hadir/shared/api/people';
import { eq } from 'drizzle-orm';
import type { Static } from 'typebox';
import type { Database } from '../database/open-database.ts';
import { employees, templates } from '../database/schema.ts';
import { refreshRosters } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';
import { eraseFaces } from './erase-faces.ts';

/** @returns the doors that have a new roster version, or null where there is no such employee. */
export async function changeEmployee(
  db: Database['db'],
  by: string,
  id: string,
  change: Static<typeof EmployeeChange>,
): Promise<string[] | null> {
  return db.transaction(async (tx) => {
    const [before] = await tx.select().from(employees).where(eq(employees.id, id)).for('update');
    if (!before) return null;
    const after = {
      name: change.name?.trim() ?? before.name,
      position: change.position === undefined ? before.position : change.position?.trim() || null,
      active: change.active ?? before.active,
    };
    await tx.update(employees).set(after).where(eq(employees.id, id));
    const erased =
      change.active === false && change.eraseFaces === true ? await eraseFaces(tx, eq(templates.employee, id)) : [];
    const { name, position, active } = before;
    await writeAudit(tx, by, 'employee-changed', id, { before: { name, position, active }, after, erased });
    return after.active === before.active && erased.length === 0 ? [] : refreshRosters(tx, before.opd);
  });
}
