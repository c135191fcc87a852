import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { users } from '../database/schema.ts';
import { generatePassword, hashPassword } from './password.ts';
import { writeAudit } from './write-audit.ts';

/**
 * Makes the user `admin` when nobody can sign in yet.
 * @returns the password, which is nowhere else, or null where there are users already.
 */
export async function ensureFirstAdministrator(
  db: Database['db'],
): Promise<{ username: string; password: string } | null> {
  const password = generatePassword();
  const passwordHash = await hashPassword(password);
  return db.transaction(async (tx) => {
    // Two hubs may start on one empty database at the same moment; the second waits here and then finds the user.
    await tx.execute(sql`LOCK TABLE ${users} IN SHARE ROW EXCLUSIVE MODE`);
    const [somebody] = await tx.select({ id: users.id }).from(users).limit(1);
    if (somebody) return null;
    const [user] = await tx
      .insert(users)
      .values({ username: 'admin', name: 'Administrator BKD', role: 'admin_bkd', passwordHash })
      .returning({ id: users.id });
    await writeAudit(tx, null, 'user-created', user?.id ?? 'admin', { username: 'admin', role: 'admin_bkd' });
    return { username: 'admin', password };
  });
}
