import type { AccountHistory } from '@hadir/shared/api/accounts';
import type { Role } from '@hadir/shared/api/session';
import { desc, eq, inArray } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { auditLog, employees, opds, users } from '../database/schema.ts';

const MOST = 200;

interface Facts {
  readonly name?: string;
  readonly role?: Role;
  readonly opd?: string | null;
  readonly employee?: string | null;
}
interface Detail extends Facts {
  readonly address?: string;
  readonly username?: string;
  readonly before?: Facts;
  readonly after?: Facts;
}

/** What the audit log holds of an account, newest first. */
export async function readAccountHistory(
  db: Pick<Database['db'], 'select'>,
  id: string,
): Promise<AccountHistory['entries']> {
  const rows = await db
    .select({ id: auditLog.id, at: auditLog.at, action: auditLog.action, by: users.name, detail: auditLog.detail })
    .from(auditLog)
    .leftJoin(users, eq(users.id, auditLog.user))
    .where(eq(auditLog.subject, id))
    .orderBy(desc(auditLog.id))
    .limit(MOST);
  const entries = rows.map((row) => ({ ...row, detail: row.detail as Detail }));
  const facts = entries.flatMap(({ detail }) => [detail, detail.before, detail.after]);
  const offices = await namesOf(
    db,
    opds,
    facts.map((each) => each?.opd),
  );
  const people = await namesOf(
    db,
    employees,
    facts.map((each) => each?.employee),
  );
  const inWords = (each: Facts | undefined) =>
    each?.role === undefined
      ? null
      : {
          name: each.name ?? '',
          role: each.role,
          opd: each.opd ? (offices.get(each.opd) ?? each.opd) : null,
          employee: each.employee ? (people.get(each.employee) ?? each.employee) : null,
        };
  return entries.map(({ id: number, at, action, by, detail }) => ({
    id: String(number),
    at: at.toISOString(),
    action,
    by,
    address: detail.address ?? null,
    before: inWords(detail.before),
    after: inWords(
      action === 'user-created' ? { ...detail, name: detail.name ?? detail.username ?? '' } : detail.after,
    ),
  }));
}

async function namesOf(
  db: Pick<Database['db'], 'select'>,
  table: typeof opds | typeof employees,
  ids: readonly (string | null | undefined)[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => typeof id === 'string'))];
  if (wanted.length === 0) return new Map();
  const rows = await db.select({ id: table.id, name: table.name }).from(table).where(inArray(table.id, wanted));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
