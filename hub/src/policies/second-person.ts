import { count, eq } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { settings, users } from '../database/schema.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';

const NAME = 'policies-second-person';

export interface SecondPerson {
  readonly required: boolean;
  readonly chosen: boolean | null;
  readonly officers: number;
}

/** Whether an edition needs two persons: as the region chose, else as soon as there are two officers. */
export async function readSecondPerson(db: Pick<Database['db'], 'select'>): Promise<SecondPerson> {
  const [row] = await db.select({ value: settings.value }).from(settings).where(eq(settings.name, NAME));
  const chosen = typeof row?.value === 'boolean' ? row.value : null;
  const [found] = await db.select({ officers: count() }).from(users).where(eq(users.role, 'admin_bkd'));
  const officers = found?.officers ?? 0;
  return { required: chosen ?? officers > 1, chosen, officers };
}

/** @param chosen null: as soon as there are two officers. */
export async function writeSecondPerson(tx: Transaction, chosen: boolean | null, by: string): Promise<void> {
  const before = await readSecondPerson(tx);
  if (chosen === null) await tx.delete(settings).where(eq(settings.name, NAME));
  else
    await tx
      .insert(settings)
      .values({ name: NAME, value: chosen })
      .onConflictDoUpdate({ target: settings.name, set: { value: chosen } });
  await writeAudit(tx, by, 'policy-second-person-changed', NAME, { before: before.chosen, after: chosen });
}
