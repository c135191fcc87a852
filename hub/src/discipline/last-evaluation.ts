import { eq } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { settings } from '../database/schema.ts';

const SETTING = 'discipline-evaluated';

/** @returns when everybody's days were last compared with the cases; null before the first time. */
export async function readLastEvaluation(db: Pick<Database['db'], 'select'>): Promise<string | null> {
  const [row] = await db.select().from(settings).where(eq(settings.name, SETTING));
  return typeof row?.value === 'string' ? row.value : null;
}

export async function noteEvaluation(db: Pick<Database['db'], 'insert'>, at: Date): Promise<void> {
  const value = at.toISOString();
  await db
    .insert(settings)
    .values({ name: SETTING, value })
    .onConflictDoUpdate({ target: settings.name, set: { value } });
}
