import type { User } from '@hadir/shared/api/session';
import { and, eq, ne } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { employees, opds, users } from '../database/schema.ts';
import { fieldProblem } from '../http/http-problem.ts';

export interface Belonging {
  readonly opd: string | null;
  readonly employee: string | null;
}

/**
 * What the role needs has to be there, and nothing that the role does not use is stored. One person has one sign-in:
 * whoever had two could be the second person to himself.
 * @param self the account that is changed; null for a new one
 * @throws HttpProblem that names the field
 */
export async function findBelonging(
  tx: Pick<Database['db'], 'select'>,
  role: User['role'],
  { opd, employee }: Belonging,
  self: string | null,
): Promise<Belonging> {
  const isOfAnOffice = role === 'opd_head' || role === 'opd_operator';
  if (isOfAnOffice && opd === null) {
    throw fieldProblem('opd-required', 'opd', 'Kepala dan operator OPD harus punya OPD.');
  }
  if (role === 'employee' && employee === null) {
    throw fieldProblem('employee-required', 'employee', 'Akun pegawai harus menunjuk seorang pegawai.');
  }
  // A treasurer of one OPD sees that one alone, one without sees the region.
  const mayHaveOffice = isOfAnOffice || role === 'treasurer';
  if (mayHaveOffice && opd !== null) {
    const [found] = await tx.select({ id: opds.id }).from(opds).where(eq(opds.id, opd));
    if (!found) throw fieldProblem('opd-unknown', 'opd', 'OPD ini tidak ada.');
  }
  if (employee !== null) {
    const [found] = await tx
      .select({ id: employees.id })
      .from(employees)
      .where(eq(employees.id, employee))
      // Two officers who give the same person a sign-in wait for each other here.
      .for('no key update');
    if (!found) throw fieldProblem('employee-unknown', 'employee', 'Pegawai ini tidak ada.');
    await refuseSecond(tx, employee, self);
  }
  return { opd: mayHaveOffice ? opd : null, employee };
}

/** @throws HttpProblem 409 where the person has another sign-in that works. */
export async function refuseSecond(
  tx: Pick<Database['db'], 'select'>,
  employee: string,
  self: string | null,
): Promise<void> {
  const others = await tx
    .select({ id: users.id, username: users.username })
    .from(users)
    .where(and(eq(users.employee, employee), eq(users.active, true), ...(self === null ? [] : [ne(users.id, self)])));
  const [other] = others;
  if (other === undefined) return;
  throw fieldProblem(
    'employee-has-account',
    'employee',
    `Pegawai ini sudah punya akun: ${other.username}. Ubah akun itu, atau nonaktifkan dahulu.`,
    409,
  );
}
