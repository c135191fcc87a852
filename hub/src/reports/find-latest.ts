import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { monthDays } from '../rules/tpp/month-days.ts';

/** @returns those with most minutes late and early in a month, by the days that are stored, by office. */
export async function findLatest(
  db: Pick<Database['db'], 'execute'>,
  month: string,
  most: number,
): Promise<Map<string, string[]>> {
  const days = monthDays(month);
  const rows = await db.execute<{ employee: string; opd: string }>(sql`
    SELECT employee, opd FROM days
    WHERE day BETWEEN ${days[0] ?? month}::date AND ${days.at(-1) ?? month}::date
      AND final AND phase = 'live' AND (late > 0 OR early > 0)
    GROUP BY employee, opd ORDER BY sum(late + early) DESC, count(*) DESC, employee LIMIT ${most}`);
  const offices = new Map<string, string[]>();
  for (const { employee, opd } of rows) offices.set(opd, [...(offices.get(opd) ?? []), employee]);
  return offices;
}
