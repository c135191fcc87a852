import type { Profile } from '@hadir/shared/api/accounts';
import { and, desc, eq, gt, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Database } from '../database/open-database.ts';
import { employees, opds, sessions, users } from '../database/schema.ts';
import { postings, workUnits } from '../database/tables/postings.ts';
import { SESSION_HOURS, type SignedIn } from './session-store.ts';

type Reader = Pick<Database['db'], 'select'>;

/** What the hub knows of whoever is signed in, and where else he is. */
export async function readProfile(
  db: Reader,
  { id, username, name, role, opd, employee, session }: SignedIn,
): Promise<Profile> {
  const [account] = await db.select({ setAt: users.passwordSetAt }).from(users).where(eq(users.id, id));
  const [office] = opd === null ? [] : await db.select({ name: opds.name }).from(opds).where(eq(opds.id, opd));
  return {
    username,
    name,
    role,
    opdName: office?.name ?? null,
    employee: employee === null ? null : await readEmployee(db, employee),
    passwordSetAt: (account?.setAt ?? new Date()).toISOString(),
    sessions: await readSessions(db, id, session),
  };
}

async function readEmployee(db: Reader, id: string): Promise<Profile['employee']> {
  const superiors = alias(employees, 'superiors');
  const [row] = await db
    .select({
      nip: employees.nip,
      name: employees.name,
      position: employees.position,
      rank: postings.rank,
      workUnit: workUnits.name,
      superior: superiors.name,
    })
    .from(employees)
    .leftJoin(
      postings,
      sql`${postings.employee} = ${employees.id} AND ${postings.from} <= current_date
        AND (${postings.to} IS NULL OR ${postings.to} >= current_date)`,
    )
    .leftJoin(workUnits, eq(workUnits.id, postings.workUnit))
    .leftJoin(superiors, eq(superiors.id, postings.superior))
    .where(eq(employees.id, id));
  return row ?? null;
}

async function readSessions(db: Reader, user: string, current: string): Promise<Profile['sessions']> {
  const rows = await db
    .select({
      id: sessions.id,
      since: sessions.createdAt,
      // Whoever uses a session prolongs it.
      usedAt: sql<string>`${sessions.expiresAt} - interval '${sql.raw(String(SESSION_HOURS))} hours'`,
      address: sessions.address,
      device: sessions.device,
    })
    .from(sessions)
    .where(and(eq(sessions.user, user), gt(sessions.expiresAt, sql`now()`)))
    .orderBy(desc(sessions.expiresAt));
  return rows.map(({ since, usedAt, ...row }) => ({
    ...row,
    current: row.id === current,
    since: since.toISOString(),
    usedAt: new Date(usedAt).toISOString(),
  }));
}
