import { and, eq, isNull } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { employees, templates } from '../database/schema.ts';
import { enrolmentLinks } from '../database/tables/enrolment.ts';
import { eraseFaces } from '../employees/erase-faces.ts';
import { refreshRosters } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';
import { closeSubmissions } from './close-submissions.ts';
import { endGround } from './face-grounds.ts';

export type WithdrawOutcome =
  | { readonly kind: 'no-such-employee' }
  | { readonly kind: 'nothing-to-withdraw' }
  /** `doors`: those that have a new roster version, without this person. */
  | { readonly kind: 'withdrawn'; readonly erased: number; readonly doors: string[] };

/** Ends the ground on which somebody's face was kept, and erases all that was kept on it, here and at the doors. */
export async function withdrawGround(
  db: Database['db'],
  by: string,
  employee: string,
  reason: string,
): Promise<WithdrawOutcome> {
  return db.transaction(async (tx): Promise<WithdrawOutcome> => {
    const [person] = await tx.select({ opd: employees.opd }).from(employees).where(eq(employees.id, employee));
    if (!person) return { kind: 'no-such-employee' };
    if (!(await endGround(tx, { employee, by, reason }))) return { kind: 'nothing-to-withdraw' };
    const erased = await eraseFaces(tx, eq(templates.employee, employee));
    await closeSubmissions(tx, { employee, by, reason });
    await tx
      .update(enrolmentLinks)
      .set({ revokedAt: new Date() })
      .where(
        and(eq(enrolmentLinks.employee, employee), isNull(enrolmentLinks.usedAt), isNull(enrolmentLinks.revokedAt)),
      );
    const doors = await refreshRosters(tx, person.opd);
    await writeAudit(tx, by, 'face-ground-withdrawn', employee, { reason, erased });
    return { kind: 'withdrawn', erased: erased.length, doors };
  });
}
