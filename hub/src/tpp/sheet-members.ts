import { and, eq, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { employees } from '../database/schema.ts';
import { frozenResults } from '../database/tables/tpp.ts';
import { monthDays } from '../rules/tpp/month-days.ts';

/** Somebody on a month's sheet, as he was then. */
export interface SheetMember {
  readonly employee: string;
  readonly name: string;
  readonly nip: string;
  readonly kind: 'PNS' | 'PPPK';
  readonly opd: string;
  readonly rank: string | null;
  readonly position: string | null;
}

/** Who is asked for: an office's people, one person, or everybody. */
interface SheetScope {
  readonly opd?: string;
  readonly employee?: string;
}

/**
 * Everybody who served in that month, each on one sheet alone: that of the office where he was on his last day of it.
 * Whoever is settled with another office already, by its freeze or by a correction, is not on this one. @param month YYYY-MM @returns by employee id.
 */
export async function sheetMembers(
  db: Pick<Database['db'], 'execute'>,
  month: string,
  { opd, employee }: SheetScope = {},
): Promise<SheetMember[]> {
  const days = monthDays(month);
  const [first, last] = [days[0] ?? month, days[days.length - 1] ?? month];
  const rows = await db.execute<{
    employee: string;
    name: string;
    nip: string;
    kind: 'PNS' | 'PPPK';
    opd: string;
    rank: string | null;
    position: string | null;
  }>(sql`
    SELECT m.employee, e.name, e.nip, e.kind, m.opd, m.rank, m.position
    FROM (
      SELECT DISTINCT ON (p.employee) p.employee, p.opd, p.rank, p.position, p.to_day
      FROM postings p
      WHERE p.from_day <= ${last}::date AND (p.to_day IS NULL OR p.to_day >= ${first}::date)
      ${employee === undefined ? sql`` : sql`AND p.employee = ${employee}::uuid`}
      ${opd === undefined ? sql`` : sql`AND p.employee IN (SELECT q.employee FROM postings q WHERE q.opd = ${opd}::uuid)`}
      ORDER BY p.employee, p.from_day DESC
    ) m
    JOIN employees e ON e.id = m.employee
    LEFT JOIN frozen_results f ON f.month = ${month} AND f.employee = m.employee
    LEFT JOIN (
      SELECT DISTINCT employee, opd FROM tpp_corrections WHERE month = ${month} AND state = 'approved'
    ) c ON c.employee = m.employee
    WHERE (e.active OR m.to_day IS NOT NULL) AND coalesce(f.opd, c.opd, m.opd) = m.opd
    ${opd === undefined ? sql`` : sql`AND m.opd = ${opd}::uuid`}
    ORDER BY m.employee`);
  return rows.map((row) => ({ ...row }));
}

/** @returns who is on an office's frozen sheet, as he was then. */
export async function frozenMembers(
  db: Pick<Database['db'], 'select'>,
  month: string,
  scope: { readonly opd: string } | { readonly employee: string },
): Promise<SheetMember[]> {
  const { employee, opd, person } = frozenResults;
  const rows = await db
    .select({ employee, opd, person, kind: employees.kind })
    .from(frozenResults)
    .innerJoin(employees, eq(employees.id, employee))
    .where(and(eq(frozenResults.month, month), 'opd' in scope ? eq(opd, scope.opd) : eq(employee, scope.employee)));
  return rows.map(({ person: then, ...row }) => ({ ...row, ...then }));
}
