import type { CreatedUser, NewUser, User } from '@hadir/shared/api/session';
import type { Static } from 'typebox';
import type { Database } from '../database/open-database.ts';
import { users } from '../database/schema.ts';
import { fieldProblem } from '../http/http-problem.ts';
import { findBelonging } from './find-belonging.ts';
import { generatePassword, hashPassword } from './password.ts';
import { writeAudit } from './write-audit.ts';

const columns = {
  id: users.id,
  username: users.username,
  name: users.name,
  role: users.role,
  opd: users.opd,
  employee: users.employee,
};

/** @returns the new account with its password, which is nowhere else. @throws HttpProblem */
export async function addAccount(
  db: Database['db'],
  by: string,
  { username, name: given, role, oneTime = false, ...belonging }: Static<typeof NewUser>,
): Promise<Static<typeof CreatedUser>> {
  const name = given.trim();
  if (name === '') throw fieldProblem('name-missing', 'name', 'Nama tidak boleh kosong.');
  const password = generatePassword();
  const passwordHash = await hashPassword(password);
  const user = await db.transaction(async (tx): Promise<User> => {
    const ties = { opd: belonging.opd ?? null, employee: belonging.employee ?? null };
    const { opd, employee } = await findBelonging(tx, role, ties, null);
    const [created] = await tx
      .insert(users)
      .values({ username, name, role, opd, employee, passwordHash, mustChangePassword: oneTime })
      .onConflictDoNothing({ target: users.username })
      .returning(columns);
    if (!created) {
      throw fieldProblem('username-taken', 'username', 'Nama pengguna ini sudah dipakai. Pilih yang lain.', 409);
    }
    await writeAudit(tx, by, 'user-created', created.id, { username, name, role, opd, employee, oneTime });
    return created;
  });
  return { user, password };
}
