import { and, eq, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { users } from '../database/schema.ts';
import { endSessions } from './end-sessions.ts';
import { hashPassword } from './password.ts';
import type { SignedIn } from './session-store.ts';
import { writeAudit } from './write-audit.ts';

/**
 * Gives a user the password that he chose, and ends his other sessions.
 * @param oldHash of the password that he showed @returns false where another change came first
 */
export async function changePassword(
  db: Database['db'],
  { id, session }: Pick<SignedIn, 'id' | 'session'>,
  oldHash: string,
  password: string,
): Promise<boolean> {
  const passwordHash = await hashPassword(password);
  return db.transaction(async (tx) => {
    const [changed] = await tx
      .update(users)
      .set({ passwordHash, mustChangePassword: false, passwordSetAt: sql`now()` })
      .where(and(eq(users.id, id), eq(users.passwordHash, oldHash)))
      .returning({ id: users.id });
    if (!changed) return false;
    await endSessions(tx, id, { but: session });
    await writeAudit(tx, id, 'password-changed', id);
    return true;
  });
}
