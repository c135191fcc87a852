import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';

/**
 * The direct superior on a day: whom the posting names, else the head of the office; nobody is his own.
 * @returns null where neither is known.
 */
export async function findSuperior(
  db: Pick<Database['db'], 'execute'>,
  employee: string,
  day: string,
): Promise<{ employee: string; name: string } | null> {
  const [found] = await db.execute<{ employee: string; name: string }>(sql`
    SELECT s.id AS employee, s.name
    FROM postings p
    JOIN employees s ON s.id = COALESCE(p.superior, (
      SELECT u.employee FROM users u
      WHERE u.role = 'opd_head' AND u.opd = p.opd AND u.employee IS NOT NULL AND u.employee <> p.employee
      ORDER BY u.created_at LIMIT 1))
    WHERE p.employee = ${employee}::uuid AND p.from_day <= ${day}::date AND s.id <> p.employee
    ORDER BY p.from_day DESC LIMIT 1`);
  return found ? { employee: found.employee, name: found.name } : null;
}
