import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';

/** Who stands above somebody on a day. */
export interface ChainLink {
  readonly employee: string;
  readonly name: string;
  readonly opd: string;
  readonly zone: string;
  /** The direct superior of his posting, where there is one who serves; else the head of the office decides. */
  readonly superior: string | null;
}

/**
 * @param day YYYY-MM-DD
 * @returns by employee. Whoever has no posting on that day belongs where his record says.
 */
export async function readChains(
  db: Pick<Database['db'], 'execute'>,
  employees: readonly string[],
  day: string,
): Promise<Map<string, ChainLink>> {
  if (employees.length === 0) return new Map();
  const rows = await db.execute<ChainLink & Record<string, unknown>>(sql`
    SELECT e.id AS employee, e.name, coalesce(p.opd, e.opd) AS opd, o.zone, s.id AS superior
    FROM employees e
    LEFT JOIN LATERAL (
      SELECT opd, superior FROM postings
      WHERE employee = e.id AND from_day <= ${day}::date AND (to_day IS NULL OR to_day >= ${day}::date)
      ORDER BY from_day DESC LIMIT 1
    ) p ON true
    JOIN opds o ON o.id = coalesce(p.opd, e.opd)
    LEFT JOIN employees s ON s.id = p.superior AND s.active AND s.id <> e.id
    WHERE e.id IN (SELECT value::uuid FROM json_array_elements_text(${JSON.stringify(employees)}::text::json))`);
  return new Map(rows.map((row) => [row.employee, { ...row }]));
}
