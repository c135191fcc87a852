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

/** In whose place this user may decide on that day, his own first. @param day YYYY-MM-DD */
export async function readMandates(
  db: Pick<Database['db'], 'execute'>,
  { role, opd, employee }: Pick<SignedIn, 'role' | 'opd' | 'employee'>,
  day: string,
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
  }>(
    sql`SELECT d.kind AS capacity, d.principal, d.opd, u.opd AS heads
        FROM delegations d LEFT JOIN users u ON u.employee = d.principal AND u.role = 'opd_head'
        WHERE d.acting = ${employee}::uuid AND d.revoked_at IS NULL
          AND d.from_day <= ${day}::date AND d.to_day >= ${day}::date
        ORDER BY d.created_at`,
  );
  for (const { capacity, principal, opd: office, heads } of rows) {
    mandates.push({ capacity, principal, opd: office });
    // Whoever stands in for a person stands in for him at the head of his office too.
    if (heads !== null) mandates.push({ capacity, principal: null, opd: heads });
  }
  return mandates;
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
