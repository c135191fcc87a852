import type { MadeAccount, OfficeAccounts } from '@hadir/shared/api/accounts';
import { and, asc, eq, exists, inArray, isNull, lt, not, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { employees, opds, users } from '../database/schema.ts';
import { postings, workUnits } from '../database/tables/postings.ts';
import { endSessions } from './end-sessions.ts';
import { generatePassword, hashPassword } from './password.ts';
import { writeAudit } from './write-audit.ts';

type Db = Database['db'];

/** One answer takes well under a second, and a lost one costs few passwords. */
const AT_A_TIME = 20;

const isOf = (opd: string) => and(eq(employees.opd, opd), eq(employees.active, true));
/** Also a deactivated one counts: somebody decided that. */
const hasAccount = (db: Db) => exists(db.select({ one: sql`1` }).from(users).where(eq(users.employee, employees.id)));
const nameIsTaken = (db: Db) => exists(db.select({ one: sql`1` }).from(users).where(eq(users.username, employees.nip)));
const isUnused = and(
  eq(users.role, 'employee'),
  eq(users.active, true),
  eq(users.mustChangePassword, true),
  isNull(users.lastSignInAt),
);

/** @returns null where there is no such office. */
export async function readOfficeAccounts(db: Db, opd: string): Promise<OfficeAccounts | null> {
  const [office] = await db.select({ name: opds.name, at: sql<Date>`now()` }).from(opds).where(eq(opds.id, opd));
  if (!office) return null;
  const [all, without, unused] = await Promise.all([
    db.$count(employees, isOf(opd)),
    db.$count(employees, and(isOf(opd), not(hasAccount(db)), not(nameIsTaken(db)))),
    countUnused(db, opd),
  ]);
  const taken = await db
    .select({ nip: employees.nip })
    .from(employees)
    .where(and(isOf(opd), not(hasAccount(db)), nameIsTaken(db)))
    .orderBy(employees.nip)
    .limit(100);
  return {
    opdName: office.name,
    employees: all,
    without,
    unused,
    taken: taken.map(({ nip }) => nip),
    at: new Date(office.at).toISOString(),
  };
}

/**
 * Gives some of an office's employees their sign-in under their NIP, by name, and says the passwords. Call it again
 * until nothing remains: what was made stays made, so that a lost answer or two officers at once do no harm.
 * @param renewBefore also replaces the passwords, set before then, of sign-ins that nobody has used
 */
export async function makeOfficeAccounts(
  db: Db,
  by: string,
  opd: string,
  renewBefore: Date | null,
): Promise<{ made: MadeAccount[]; remaining: number }> {
  const fresh = and(isOf(opd), not(hasAccount(db)), not(nameIsTaken(db)));
  const people = await choose(db, fresh);
  const old = renewBefore === null ? undefined : and(isOf(opd), isUnused, lt(users.passwordSetAt, renewBefore));
  const renewed =
    old === undefined || people.length === AT_A_TIME ? [] : await chooseUnused(db, old, AT_A_TIME - people.length);
  const passwords = new Map<string, { password: string; hash: string }>();
  await Promise.all(
    [...people, ...renewed].map(async ({ employee }) => {
      const password = generatePassword();
      passwords.set(employee, { password, hash: await hashPassword(password) });
    }),
  );
  const done = await db.transaction(async (tx) => {
    const made = new Set<string>();
    for (const { employee, name, username } of people) {
      // As findBelonging does: nobody gets two sign-ins from two officers at once.
      await tx.select({ id: employees.id }).from(employees).where(eq(employees.id, employee)).for('no key update');
      const [other] = await tx.select({ id: users.id }).from(users).where(eq(users.employee, employee)).limit(1);
      if (other) continue;
      const passwordHash = passwords.get(employee)?.hash ?? '';
      const [created] = await tx
        .insert(users)
        .values({ username, name, role: 'employee', employee, passwordHash, mustChangePassword: true })
        .onConflictDoNothing({ target: users.username })
        .returning({ id: users.id });
      if (!created) continue;
      made.add(employee);
      await writeAudit(tx, by, 'user-created', created.id, { username, name, role: 'employee', opd: null, employee });
    }
    for (const { employee, id } of renewed) {
      const [changed] = await tx
        .update(users)
        .set({ passwordHash: passwords.get(employee)?.hash ?? '', passwordSetAt: sql`now()` })
        .where(and(eq(users.id, id), isUnused, eq(users.employee, employee)))
        .returning({ id: users.id });
      if (!changed) continue;
      made.add(employee);
      await endSessions(tx, id);
      await writeAudit(tx, by, 'password-reset', id);
    }
    return made;
  });
  const remaining =
    (await db.$count(employees, fresh)) + (renewBefore === null ? 0 : await countUnused(db, opd, renewBefore));
  const made = [...people, ...renewed]
    .filter(({ employee }) => done.has(employee))
    .map(({ name, username, workUnit, employee }) => ({
      name,
      username,
      workUnit,
      password: passwords.get(employee)?.password ?? '',
    }));
  return { made, remaining };
}

const person = { employee: employees.id, name: employees.name, username: employees.nip, workUnit: workUnits.name };
/** The posting that holds today, which `employees.opd` repeats. */
const current = sql`${postings.employee} = ${employees.id} AND ${postings.from} <= current_date
  AND (${postings.to} IS NULL OR ${postings.to} >= current_date)`;

function choose(db: Db, which: SQL | undefined) {
  return db
    .select(person)
    .from(employees)
    .leftJoin(postings, current)
    .leftJoin(workUnits, eq(workUnits.id, postings.workUnit))
    .where(which)
    .orderBy(asc(employees.name), asc(employees.nip))
    .limit(AT_A_TIME);
}

function chooseUnused(db: Db, which: SQL | undefined, limit: number) {
  return db
    .select({ ...person, username: users.username, id: users.id })
    .from(users)
    .innerJoin(employees, eq(employees.id, users.employee))
    .leftJoin(postings, current)
    .leftJoin(workUnits, eq(workUnits.id, postings.workUnit))
    .where(which)
    .orderBy(asc(employees.name), asc(employees.nip))
    .limit(limit);
}

function countUnused(db: Db, opd: string, before?: Date): Promise<number> {
  const those = db
    .select({ id: users.id })
    .from(users)
    .innerJoin(employees, eq(employees.id, users.employee))
    .where(and(isOf(opd), isUnused, before === undefined ? undefined : lt(users.passwordSetAt, before)));
  return db.$count(users, inArray(users.id, those));
}
