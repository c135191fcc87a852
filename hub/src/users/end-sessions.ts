import { and, eq, ne, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { sessions } from '../database/schema.ts';

/** Heard by every hub, whose open streams of that user end; those that may come back do so by themselves. */
export const SESSIONS_ENDED_CHANNEL = 'hadir_sessions_ended';

/**
 * Ends the sessions of a user at once, in every hub.
 * @param but id of the session that stays @param only id of the one that ends
 * @returns how many ended
 */
export async function endSessions(
  tx: Pick<Database['db'], 'delete' | 'execute'>,
  user: string,
  { but, only }: { readonly but?: string; readonly only?: string } = {},
): Promise<number> {
  const ended = await tx
    .delete(sessions)
    .where(
      and(
        eq(sessions.user, user),
        but === undefined ? undefined : ne(sessions.id, but),
        only === undefined ? undefined : eq(sessions.id, only),
      ),
    )
    .returning({ id: sessions.id });
  await tx.execute(sql`SELECT pg_notify(${SESSIONS_ENDED_CHANNEL}, ${user})`);
  return ended.length;
}
