import type { AccountChange } from '@hadir/shared/api/accounts';
import { and, eq, ne, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { users } from '../database/schema.ts';
import { fieldProblem, HttpProblem, notFound } from '../http/http-problem.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { endSessions } from './end-sessions.ts';
import { findBelonging, refuseSecond } from './find-belonging.ts';
import { generatePassword, hashPassword } from './password.ts';
import { writeAudit } from './write-audit.ts';

type Row = typeof users.$inferSelect;

/**
 * Name, role and ties of somebody's account. His own name an officer may correct himself, nothing else. Whoever gets
 * another role or other ties signs in again, so that nothing of the old ones stays on his screen.
 * @throws HttpProblem
 */
export async function changeAccount(db: Database['db'], by: string, id: string, change: AccountChange): Promise<void> {
  await db.transaction(async (tx) => {
    const before = await take(tx, id);
    const name = change.name.trim();
    if (name === '') throw fieldProblem('name-missing', 'name', 'Nama tidak boleh kosong.');
    const { opd, employee } = await findBelonging(tx, change.role, change, id);
    const after = { name, role: change.role, opd, employee };
    const isMoved = before.role !== after.role || before.opd !== opd || before.employee !== employee;
    if (isMoved && id === by) throw ownAccount('Peran, OPD, dan data pegawai akun Anda sendiri');
    if (before.role === 'admin_bkd' && after.role !== 'admin_bkd') await keepAnAdministrator(tx, id);
    if (!isMoved && before.name === name) return;
    await tx.update(users).set(after).where(eq(users.id, id));
    if (isMoved) await endSessions(tx, id);
    await writeAudit(tx, by, 'user-changed', id, { before: factsOf(before), after });
  });
}

/** @throws HttpProblem */
export async function switchAccount(db: Database['db'], by: string, id: string, active: boolean): Promise<void> {
  await db.transaction(async (tx) => {
    const before = await take(tx, id);
    if (before.active === active) return;
    if (id === by) throw ownAccount('Akun Anda sendiri');
    if (!active && before.role === 'admin_bkd') await keepAnAdministrator(tx, id);
    if (active && before.employee !== null) await refuseSecond(tx, before.employee, id);
    await tx.update(users).set({ active }).where(eq(users.id, id));
    if (!active) await endSessions(tx, id);
    await writeAudit(tx, by, active ? 'user-activated' : 'user-deactivated', id);
  });
}

/** @returns the new one-time password, which is nowhere else. @throws HttpProblem */
export async function resetPassword(db: Database['db'], by: string, id: string): Promise<string> {
  const password = generatePassword();
  const passwordHash = await hashPassword(password);
  await db.transaction(async (tx) => {
    await take(tx, id);
    if (id === by) throw ownAccount('Kata sandi Anda sendiri', 'Gantilah di halaman Profil.');
    await tx
      .update(users)
      .set({ passwordHash, mustChangePassword: true, passwordSetAt: sql`now()` })
      .where(eq(users.id, id));
    await endSessions(tx, id);
    await writeAudit(tx, by, 'password-reset', id);
  });
  return password;
}

async function take(tx: Transaction, id: string): Promise<Row> {
  const [row] = await tx.select().from(users).where(eq(users.id, id)).for('update');
  if (!row) throw notFound('Akun ini');
  return row;
}

/**
 * Somebody must be able to undo whatever is done. Officers who end each other's rights at the same moment come here one
 * after the other, and the second finds himself to be the last.
 */
async function keepAnAdministrator(tx: Transaction, leaving: string): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('hadir-last-administrator'))`);
  const [other] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, 'admin_bkd'), eq(users.active, true), ne(users.id, leaving)))
    .limit(1);
  if (other) return;
  throw new HttpProblem(
    409,
    'last-administrator',
    'Ini admin BKD terakhir yang aktif. Buat atau aktifkan admin BKD lain lebih dahulu.',
  );
}

function ownAccount(what: string, instead = 'Mintalah kepada admin BKD lain.'): HttpProblem {
  return new HttpProblem(409, 'own-account', `${what} tidak dapat Anda ubah sendiri di sini. ${instead}`);
}

function factsOf({ name, role, opd, employee }: Row): Pick<Row, 'name' | 'role' | 'opd' | 'employee'> {
  return { name, role, opd, employee };
}
