import { ONE_TIME_DAYS } from '@hadir/shared/api/account-limits';
import type { Account, AccountSearch, AccountState } from '@hadir/shared/api/accounts';
import { and, asc, count, eq, ilike, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Static } from 'typebox';
import type { Database } from '../database/open-database.ts';
import { employees, opds, users } from '../database/schema.ts';

type Reader = Pick<Database['db'], 'select'>;

const office = sql<string | null>`
  CASE WHEN ${users.role} = 'treasurer' THEN ${users.opd} ELSE coalesce(${users.opd}, ${employees.opd}) END`;
const isExpired = sql<boolean>`${users.passwordSetAt} < now() - interval '${sql.raw(String(ONE_TIME_DAYS))} days'`;

const columns = {
  id: users.id,
  username: users.username,
  name: users.name,
  role: users.role,
  opd: office,
  opdName: opds.name,
  employee: users.employee,
  nip: employees.nip,
  employeeName: employees.name,
  employeeActive: employees.active,
  active: users.active,
  mustChange: users.mustChangePassword,
  expired: isExpired,
  createdAt: users.createdAt,
  lastSignInAt: users.lastSignInAt,
};

/** @param viewer id of the officer who looks */
export async function searchAccounts(
  db: Reader,
  viewer: string,
  { q, role, opd, state, limit = 50, offset = 0 }: Static<typeof AccountSearch>,
): Promise<{ total: number; users: Account[] }> {
  const where = and(
    matches(q?.trim() ?? ''),
    role === undefined ? undefined : eq(users.role, role),
    opd === undefined ? undefined : eq(office, opd),
    state === undefined ? undefined : isIn(state),
  );
  const [counted] = await db
    .select({ total: count() })
    .from(users)
    .leftJoin(employees, eq(employees.id, users.employee))
    .where(where);
  const rows = await select(db).where(where).orderBy(asc(users.name), asc(users.username)).limit(limit).offset(offset);
  return { total: counted?.total ?? 0, users: rows.map((row) => present(row, viewer)) };
}

export async function findAccount(db: Reader, viewer: string, id: string): Promise<Account | null> {
  const [row] = await select(db).where(eq(users.id, id));
  return row === undefined ? null : present(row, viewer);
}

function select(db: Reader) {
  return db
    .select(columns)
    .from(users)
    .leftJoin(employees, eq(employees.id, users.employee))
    .leftJoin(opds, sql`${opds.id} = ${office}`);
}

type Row = Awaited<ReturnType<typeof select>>[number];

function present({ mustChange, expired, createdAt, lastSignInAt, ...row }: Row, viewer: string): Account {
  return {
    ...row,
    credential: mustChange ? (expired ? 'expired' : 'one-time') : 'own',
    createdAt: createdAt.toISOString(),
    lastSignInAt: lastSignInAt?.toISOString() ?? null,
    own: row.id === viewer,
  };
}

function matches(words: string): SQL | undefined {
  if (words === '') return undefined;
  const part = `%${words.replace(/[\\%_]/g, '\\$&')}%`;
  const digits = words.replace(/[\s.]/g, '');
  const byNip = /^\d+$/.test(digits) ? ilike(employees.nip, `${digits}%`) : undefined;
  return or(ilike(users.name, part), ilike(users.username, part), ilike(employees.name, part), byNip);
}

function isIn(state: AccountState): SQL | undefined {
  switch (state) {
    case 'active':
      return eq(users.active, true);
    case 'inactive':
      return eq(users.active, false);
    case 'never':
      return and(eq(users.active, true), isNull(users.lastSignInAt));
    case 'left':
      return and(eq(users.active, true), eq(employees.active, false));
  }
}
