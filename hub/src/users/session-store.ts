import { createHash, randomBytes } from 'node:crypto';
import type { Role } from '@hadir/shared/api/session';
import { and, eq, gt, lt, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { employees, sessions, users } from '../database/schema.ts';

/** The person behind a request. */
export interface SignedIn {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  /** Of an opd_head his office, of a treasurer that whose TPP he pays, of an employee the office he belongs to now. */
  readonly opd: string | null;
  readonly employee: string | null;
  /** Id of the session, of no use to sign in. */
  readonly session: string;
  /** Nothing else is answered before he has a password of his own. */
  readonly mustChangePassword: boolean;
}

/** Where somebody signs in from. */
export interface Place {
  readonly address: string;
  /** The browser's own words (user agent). */
  readonly device: string | undefined;
}

export const SESSION_HOURS = 12;
/** A session is prolonged when this much of it has passed, so that not every request writes. */
const PROLONG_AFTER_MINUTES = 10;
const LONGEST_DEVICE = 300;
const lifetime = sql.raw(`now() + interval '${SESSION_HOURS} hours'`);

/** The database holds only hashes: who reads it cannot use anybody's session. */
function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** @returns the 256-bit token for the cookie. */
export async function openSession(
  db: Pick<Database['db'], 'insert'>,
  user: string,
  { address, device }: Place,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await db.insert(sessions).values({
    tokenHash: hash(token),
    user,
    address,
    device: device?.slice(0, LONGEST_DEVICE) ?? null,
    expiresAt: sql`${lifetime}`,
  });
  return token;
}

/** Finds who the token belongs to and, as long as it is used, prolongs the session. */
export async function findSession(db: Database['db'], token: string): Promise<SignedIn | null> {
  const tokenHash = hash(token);
  const [row] = await db
    .select({
      id: users.id,
      username: users.username,
      name: users.name,
      role: users.role,
      userOpd: users.opd,
      employee: users.employee,
      employeeOpd: employees.opd,
      session: sessions.id,
      mustChangePassword: users.mustChangePassword,
      old: sql<boolean>`${sessions.expiresAt} < ${lifetime} - interval '${sql.raw(String(PROLONG_AFTER_MINUTES))} minutes'`,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.user))
    .leftJoin(employees, eq(employees.id, users.employee))
    .where(and(eq(sessions.tokenHash, tokenHash), gt(sessions.expiresAt, sql`now()`), eq(users.active, true)));
  if (!row) return null;
  if (row.old) {
    await db
      .update(sessions)
      .set({ expiresAt: sql`${lifetime}` })
      .where(eq(sessions.tokenHash, tokenHash));
  }
  const { userOpd, employeeOpd, old: _, ...user } = row;
  // Where a treasurer works himself says nothing of whose TPP he pays.
  return { ...user, opd: userOpd ?? (user.role === 'treasurer' ? null : employeeOpd) };
}

export async function closeSession(db: Database['db'], token: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.tokenHash, hash(token)));
}

/** @returns how many sessions were over. */
export async function removeExpiredSessions(db: Database['db']): Promise<number> {
  return (await db.delete(sessions).where(lt(sessions.expiresAt, sql`now()`)).returning({ user: sessions.user }))
    .length;
}
