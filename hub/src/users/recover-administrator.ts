import { and, eq, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { users } from '../database/schema.ts';
import { endSessions } from './end-sessions.ts';
import { generatePassword, hashPassword } from './password.ts';
import { writeAudit } from './write-audit.ts';

/**
 * The way back in for the only administrator, who forgot his password or was shut out: whoever runs the hub may do
 * this, and the audit log says that it was nobody who had signed in.
 * @returns the one-time password, which is nowhere else, or null where there is no such administrator
 */
export async function recoverAdministrator(db: Database['db'], username: string): Promise<string | null> {
  const password = generatePassword();
  const passwordHash = await hashPassword(password);
  return db.transaction(async (tx) => {
    const [user] = await tx
      .update(users)
      .set({ passwordHash, mustChangePassword: true, passwordSetAt: sql`now()`, active: true })
      .where(and(eq(users.username, username), eq(users.role, 'admin_bkd')))
      .returning({ id: users.id });
    if (!user) return null;
    await endSessions(tx, user.id);
    await writeAudit(tx, null, 'password-reset', user.id);
    return password;
  });
}
