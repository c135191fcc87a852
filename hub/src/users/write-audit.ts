import type { Database } from '../database/open-database.ts';
import { auditLog } from '../database/schema.ts';

/** A transaction, or the database itself where one statement is all. */
export type Writer = Pick<Database['db'], 'insert'>;

/**
 * Notes who did what to what. Call it inside the transaction of the change, so that neither is there without the other.
 * @param user null where a unit acted. @param detail never a secret.
 */
export async function writeAudit(
  writer: Writer,
  user: string | null,
  action: string,
  subject: string,
  detail: Record<string, unknown> = {},
): Promise<void> {
  await writer.insert(auditLog).values({ user, action, subject, detail });
}
