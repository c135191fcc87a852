import { and, eq, isNull } from 'drizzle-orm';
import { employees } from '../database/schema.ts';
import { supervisors } from '../database/tables/assistance.ts';
import { fieldProblem, notFound } from '../http/http-problem.ts';
import { refreshRosters, type Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';

/** Names an employee for the doors of his OPD; he can assist when he has set a PIN or has a card. @returns the row's id. */
export async function nameSupervisor(tx: Transaction, by: string, employee: string): Promise<string> {
  const [person] = await tx
    .select({ opd: employees.opd })
    .from(employees)
    .where(and(eq(employees.id, employee), employees.active));
  if (!person) throw fieldProblem('employee-unknown', 'employee', 'Pegawai ini tidak ada atau tidak aktif lagi.');
  const [before] = await tx
    .select({ id: supervisors.id, opd: supervisors.opd })
    .from(supervisors)
    .where(and(eq(supervisors.employee, employee), isNull(supervisors.endedAt)))
    .for('update');
  if (before?.opd === person.opd)
    throw fieldProblem('already-named', 'employee', 'Pegawai ini sudah menjadi petugas bantuan.', 409);
  // He was named for the OPD that he has left since.
  if (before) await tx.update(supervisors).set(ended(by, 'Pindah OPD')).where(eq(supervisors.id, before.id));
  const [named] = await tx
    .insert(supervisors)
    .values({ employee, opd: person.opd, namedBy: by })
    .onConflictDoNothing()
    .returning({ id: supervisors.id });
  if (!named) throw fieldProblem('already-named', 'employee', 'Pegawai ini sudah menjadi petugas bantuan.', 409);
  await writeAudit(tx, by, 'supervisor-named', employee, { opd: person.opd });
  return named.id;
}

/** Nobody of this row may assist any more, from when the doors hear of it. @returns doors with a new roster version. */
export async function endSupervisor(tx: Transaction, by: string, id: string, reason: string): Promise<string[]> {
  const [row] = await tx
    .update(supervisors)
    .set(ended(by, reason))
    .where(and(eq(supervisors.id, id), isNull(supervisors.endedAt)))
    .returning({ opd: supervisors.opd, employee: supervisors.employee });
  if (!row) throw notFound('Petugas ini');
  await writeAudit(tx, by, 'supervisor-ended', row.employee, { opd: row.opd, reason });
  return refreshRosters(tx, row.opd);
}

/** What he proves himself with goes with him. */
function ended(by: string, reason: string) {
  const nothing = { pin: null, pinSetAt: null, card: null, cardMadeAt: null, code: null, codeExpires: null };
  return { ...nothing, endedAt: new Date(), endedBy: by, endedReason: reason };
}
