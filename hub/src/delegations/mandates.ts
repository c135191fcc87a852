import type { Capacity } from '@hadir/shared/api/requests';
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import type { SignedIn } from '../users/session-store.ts';
import type { ChainLink } from './decision-chain.ts';

/** That somebody decides as, or in the place of, an employee, or at the head of an office. */
export interface Mandate {
  readonly capacity: Capacity;
  readonly principal: string | null;
  readonly opd: string | null;
}

/** In whose place this user may decide now, his own first. Who stands in does so on the days of his own place of work. */
export async function readMandates(
  db: Pick<Database['db'], 'execute'>,
  { role, opd, employee }: Pick<SignedIn, 'role' | 'opd' | 'employee'>,
  now: Date,
): Promise<Mandate[]> {
  const mandates: Mandate[] = [];
  if (employee !== null) mandates.push({ capacity: 'superior', principal: employee, opd: null });
  if (role === 'opd_head' && opd !== null) mandates.push({ capacity: 'head', principal: null, opd });
  if (employee === null) return mandates;
  const rows = await db.execute<{
    capacity: Capacity;
    principal: string | null;
    opd: string | null;
    heads: string | null;
    head: string | null;
  }>(
    sql`SELECT d.kind AS capacity, d.principal, d.opd, u.opd AS heads, h.employee AS head
        FROM delegations d
        JOIN employees a ON a.id = d.acting AND a.active
        JOIN opds o ON o.id = a.opd
        LEFT JOIN users u ON u.employee = d.principal AND u.role = 'opd_head'
        LEFT JOIN users h ON h.opd = d.opd AND h.role = 'opd_head'
        WHERE d.acting = ${employee}::uuid AND ${holds(now)}
        ORDER BY d.created_at`,
  );
  for (const { capacity, principal, opd: office, heads, head } of rows) {
    mandates.push({ capacity, principal, opd: office });
    // Whoever stands in for a person stands in for him at the head of his office too.
    if (heads !== null) mandates.push({ capacity, principal: null, opd: heads });
    // Whoever stands at the head of an office stands in for its head where he is named as the direct superior.
    if (head !== null) mandates.push({ capacity, principal: head, opd: null });
  }
  return mandates;
}

/** Condition that a delegation `d`, whose acting person works in an office `o`, holds now. */
export function holds(now: Date): SQL {
  const day = sql`(${now.toISOString()}::timestamptz AT TIME ZONE o.zone)::date`;
  return sql`d.revoked_at IS NULL AND d.from_day <= ${day} AND d.to_day >= ${day}`;
}

/** @returns as whom he may decide about this employee; null where he may not. Nobody decides about himself. */
export function capacityFor(
  mandates: readonly Mandate[],
  viewer: Pick<SignedIn, 'employee'>,
  { employee, superior, opd }: ChainLink,
): Capacity | null {
  if (viewer.employee === employee) return null;
  const found = mandates.find((mandate) => (superior === null ? mandate.opd === opd : mandate.principal === superior));
  return found?.capacity ?? null;
}

/**
 * Condition for the staff about whom these mandates decide. @param employee column with the employee's id
 * @param day YYYY-MM-DD
 */
export function staffOf(
  mandates: readonly Mandate[],
  viewer: Pick<SignedIn, 'employee'>,
  employee: SQL,
  day: string,
): SQL {
  const principals = mandates.flatMap(({ principal }) => (principal === null ? [] : [principal]));
  const offices = mandates.flatMap(({ opd }) => (opd === null ? [] : [opd]));
  const among = (ids: readonly string[]) =>
    sql`IN (SELECT value::uuid FROM json_array_elements_text(${JSON.stringify(ids)}::text::json))`;
  return sql`${employee} IN (
    SELECT e.id FROM employees e
    LEFT JOIN LATERAL (
      SELECT opd, superior FROM postings
      WHERE employee = e.id AND from_day <= ${day}::date AND (to_day IS NULL OR to_day >= ${day}::date)
      ORDER BY from_day DESC LIMIT 1
    ) p ON true
    LEFT JOIN employees s ON s.id = p.superior AND s.active AND s.id <> e.id
    WHERE e.active AND e.id IS DISTINCT FROM ${viewer.employee}::uuid
      AND (s.id ${among(principals)} OR (s.id IS NULL AND coalesce(p.opd, e.opd) ${among(offices)})))`;
}
