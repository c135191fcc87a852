import type { Capacity } from '@hadir/shared/api/requests';
import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import type { ChainLink } from './decision-chain.ts';
import { holds } from './mandates.ts';

export interface Decider {
  readonly name: string;
  readonly capacity: Capacity;
  /** Whether he can sign in: without an account he cannot decide. */
  readonly account: boolean;
}

type Row = {
  principal: string | null;
  opd: string | null;
  acting: string;
  name: string;
  capacity: Capacity;
  account: boolean;
};

/** Who may decide about each of these, the one by right before those in his place. */
export async function findDeciders(
  db: Pick<Database['db'], 'execute'>,
  chains: ReadonlyMap<string, Pick<ChainLink, 'employee' | 'superior' | 'opd'>>,
  now: Date,
): Promise<Map<string, Decider[]>> {
  const superiors = JSON.stringify([...new Set([...chains.values()].flatMap(({ superior }) => superior ?? []))]);
  const offices = JSON.stringify([...new Set([...chains.values()].map(({ opd }) => opd))]);
  const rows = await db.execute<Row>(sql`
    WITH superiors AS (SELECT value::uuid AS id FROM json_array_elements_text(${superiors}::text::json)),
         offices AS (SELECT value::uuid AS id FROM json_array_elements_text(${offices}::text::json))
    SELECT e.id AS principal, NULL::uuid AS opd, e.id AS acting, e.name, 'superior' AS capacity, 0 AS rank,
      EXISTS (SELECT 1 FROM users u WHERE u.employee = e.id AND u.active) AS account
    FROM employees e WHERE e.id IN (SELECT id FROM superiors)
    UNION ALL
    SELECT NULL, u.opd, u.employee, u.name, 'head', 1, true
    FROM users u WHERE u.role = 'opd_head' AND u.active AND u.opd IN (SELECT id FROM offices)
    UNION ALL
    SELECT d.principal, coalesce(d.opd, h.opd), d.acting, a.name, d.kind, 2,
      EXISTS (SELECT 1 FROM users u WHERE u.employee = a.id AND u.active)
    FROM delegations d JOIN employees a ON a.id = d.acting AND a.active
    JOIN opds o ON o.id = a.opd
    LEFT JOIN users h ON h.employee = d.principal AND h.role = 'opd_head'
    WHERE ${holds(now)}
      AND (d.principal IN (SELECT id FROM superiors) OR d.opd IN (SELECT id FROM offices) OR h.opd IN (SELECT id FROM offices))
    UNION ALL
    SELECT h.employee, NULL, d.acting, a.name, d.kind, 2, EXISTS (SELECT 1 FROM users u WHERE u.employee = a.id AND u.active)
    FROM delegations d JOIN employees a ON a.id = d.acting AND a.active
    JOIN opds o ON o.id = a.opd
    JOIN users h ON h.opd = d.opd AND h.role = 'opd_head'
    WHERE ${holds(now)} AND h.employee IN (SELECT id FROM superiors)
    ORDER BY rank, name`);
  const found = new Map<string, Decider[]>();
  for (const { employee, superior, opd } of chains.values())
    found.set(
      employee,
      rows
        .filter((row) => row.acting !== employee && (superior === null ? row.opd === opd : row.principal === superior))
        .map(({ name, capacity, account }) => ({ name, capacity, account })),
    );
  return found;
}
