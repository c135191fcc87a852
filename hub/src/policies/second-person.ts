import type { SecondPerson } from '@hadir/shared/api/policies';
import { and, count, eq, inArray } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { settings, users } from '../database/schema.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';

const NAME = 'policies-second-person';
const ASKED = 'policies-second-person-asked';

interface Asked {
  readonly chosen: boolean | null;
  readonly by: string;
  readonly at: string;
}

/**
 * Whether what comes into force or goes out of it needs two persons: as the region chose, else as soon as there are two
 * officers. @param reader id of whoever asks
 */
export async function readSecondPerson(db: Pick<Database['db'], 'select'>, reader: string): Promise<SecondPerson> {
  const rows = await db
    .select()
    .from(settings)
    .where(inArray(settings.name, [NAME, ASKED]));
  const kept = new Map(rows.map(({ name, value }) => [name, value]));
  const value = kept.get(NAME);
  const chosen = typeof value === 'boolean' ? value : null;
  const [found] = await db
    .select({ officers: count() })
    .from(users)
    .where(and(eq(users.role, 'admin_bkd'), eq(users.active, true)));
  const officers = found?.officers ?? 0;
  const required = chosen ?? officers > 1;
  const asked = required ? (kept.get(ASKED) as Asked | undefined) : undefined;
  if (asked === undefined) return { required, chosen, officers, asked: null };
  const [by] = await db.select({ name: users.name }).from(users).where(eq(users.id, asked.by));
  const own = asked.by === reader;
  return { required, chosen, officers, asked: { chosen: asked.chosen, by: by?.name ?? null, at: asked.at, own } };
}

/**
 * Nobody lets himself off the second person: where one is required, the wish waits until another officer wishes the
 * same. @param chosen null: as soon as there are two officers
 */
export async function writeSecondPerson(tx: Transaction, chosen: boolean | null, by: string, now: Date): Promise<void> {
  const before = await readSecondPerson(tx, by);
  const loosens = before.required && !(chosen ?? before.officers > 1);
  const agreed = before.asked !== null && !before.asked.own && before.asked.chosen === chosen;
  if (loosens && before.officers > 1 && !agreed) {
    const asked: Asked = { chosen, by, at: now.toISOString() };
    await put(tx, ASKED, asked);
    await writeAudit(tx, by, 'policy-second-person-asked', NAME, { before: before.chosen, asked: chosen });
    return;
  }
  await tx.delete(settings).where(eq(settings.name, ASKED));
  if (chosen === null) await tx.delete(settings).where(eq(settings.name, NAME));
  else await put(tx, NAME, chosen);
  await writeAudit(tx, by, 'policy-second-person-changed', NAME, { before: before.chosen, after: chosen });
}

async function put(tx: Transaction, name: string, value: unknown): Promise<void> {
  await tx.insert(settings).values({ name, value }).onConflictDoUpdate({ target: settings.name, set: { value } });
}
