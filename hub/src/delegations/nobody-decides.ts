import { localDay } from '@hadir/shared/time/local-day';
import { type SQL, sql } from 'drizzle-orm';
import { holds } from './mandates.ts';

/**
 * Condition for those about whom nobody with an account decides now: heads of offices, and the staff of somebody who
 * cannot sign in and for whom nobody stands in. Their requests wait for BKD. @param employee column with the id
 */
export function nobodyDecides(employee: SQL, now: Date): SQL {
  const day = localDay(now, 'Asia/Jakarta');
  const account = (person: SQL) => sql`EXISTS (SELECT 1 FROM users u WHERE u.employee = ${person} AND u.active)`;
  return sql`${employee} IN (
    SELECT e.id FROM employees e
    LEFT JOIN LATERAL (
      SELECT opd, superior FROM postings
      WHERE employee = e.id AND from_day <= ${day}::date AND (to_day IS NULL OR to_day >= ${day}::date)
      ORDER BY from_day DESC LIMIT 1
    ) p ON true
    LEFT JOIN employees s ON s.id = p.superior AND s.active AND s.id <> e.id
    WHERE e.id = ${employee}
      AND NOT (s.id IS NOT NULL AND ${account(sql`s.id`)})
      AND NOT (s.id IS NULL AND EXISTS (
        SELECT 1 FROM users h WHERE h.role = 'opd_head' AND h.active AND h.opd = coalesce(p.opd, e.opd)
          AND h.employee IS DISTINCT FROM e.id))
      AND NOT EXISTS (
        SELECT 1 FROM delegations d
        JOIN employees a ON a.id = d.acting AND a.active AND a.id <> e.id
        JOIN opds o ON o.id = a.opd
        LEFT JOIN users h ON h.employee = d.principal AND h.role = 'opd_head'
        LEFT JOIN users b ON b.opd = d.opd AND b.role = 'opd_head'
        WHERE ${holds(now)} AND ${account(sql`a.id`)}
          AND (s.id IN (d.principal, b.employee) OR (s.id IS NULL AND coalesce(p.opd, e.opd) IN (d.opd, h.opd)))))`;
}
