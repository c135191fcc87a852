import { CreatedUser, NewUser, type User, Users } from '@hadir/shared/api/session';
import { eq } from 'drizzle-orm';
import type { Static } from 'typebox';
import type { Database } from '../database/open-database.ts';
import { employees, opds, users } from '../database/schema.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
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

export function registerUsers(app: App, { database: { db } }: FeatureDependencies): void {
  app.get(
    '/api/users',
    { config: { access: ['admin_bkd'] }, schema: { tags: ['users'], response: { 200: Users, ...problemResponses } } },
    async () => ({ users: await db.select(columns).from(users).orderBy(users.username) }),
  );

  app.post(
    '/api/users',
    {
      config: { access: ['admin_bkd'] },
      schema: { tags: ['users'], body: NewUser, response: { 201: CreatedUser, ...problemResponses } },
    },
    async (request, reply) => {
      const { username, name, role, ...belonging } = request.body;
      const password = generatePassword();
      const passwordHash = await hashPassword(password);
      const user = await db.transaction(async (tx): Promise<User> => {
        const { opd, employee } = await findBelonging(tx, role, belonging);
        const [created] = await tx
          .insert(users)
          .values({ username, name, role, opd, employee, passwordHash })
          .onConflictDoNothing({ target: users.username })
          .returning(columns);
        if (!created) {
          throw fieldProblem('username-taken', 'username', 'Nama pengguna ini sudah dipakai. Pilih yang lain.', 409);
        }
        await writeAudit(tx, signedIn(request).id, 'user-created', created.id, { username, role, opd, employee });
        return created;
      });
      return reply.code(201).send({ user, password });
    },
  );
}

type Belonging = Pick<Static<typeof NewUser>, 'opd' | 'employee'>;

/** What the role needs has to be there, and nothing that the role does not use is stored. */
async function findBelonging(
  tx: Pick<Database['db'], 'select'>,
  role: User['role'],
  { opd, employee }: Belonging,
): Promise<{ opd: string | null; employee: string | null }> {
  const isOfAnOffice = role === 'opd_head' || role === 'opd_operator';
  if (isOfAnOffice && opd === undefined) {
    throw fieldProblem('opd-required', 'opd', 'Kepala dan operator OPD harus punya OPD.');
  }
  if (role === 'employee' && employee === undefined) {
    throw fieldProblem('employee-required', 'employee', 'Akun pegawai harus menunjuk seorang pegawai.');
  }
  if (isOfAnOffice && opd !== undefined) {
    const [found] = await tx.select({ id: opds.id }).from(opds).where(eq(opds.id, opd));
    if (!found) throw fieldProblem('opd-unknown', 'opd', 'OPD ini tidak ada.');
  }
  if (employee !== undefined) {
    const [found] = await tx.select({ id: employees.id }).from(employees).where(eq(employees.id, employee));
    if (!found) throw fieldProblem('employee-unknown', 'employee', 'Pegawai ini tidak ada.');
  }
  return { opd: isOfAnOffice ? (opd ?? null) : null, employee: employee ?? null };
}
