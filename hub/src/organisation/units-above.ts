import { type SQL, sql } from 'drizzle-orm';
import { touchDays } from '../days/touch-days.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';

/** Deeper than any office is. */
const DEEPEST = 20;

/** The units above one, the nearest first and with a space between; null where it is none or has none above. */
export function unitsAbove(unit: SQL): SQL {
  return sql`CASE WHEN ${unit} IS NOT NULL THEN (
    WITH RECURSIVE above AS (
      SELECT w.parent AS unit, 1 AS step FROM work_units w WHERE w.id = ${unit}
      UNION ALL
      SELECT w.parent, a.step + 1 FROM above a JOIN work_units w ON w.id = a.unit WHERE a.step < ${DEEPEST}
    ) SELECT string_agg(unit::text, ' ' ORDER BY step) FROM above) END`;
}

/** Has the days of everybody in a unit and below it judged again, after it has come under another one. */
export async function touchUnit(tx: Transaction, unit: string): Promise<void> {
  // Whoever judges cuts this to the days that are kept.
  await touchDays(tx, await peopleBelow(tx, unit), '0001-01-01', '9999-12-31');
}

/** @returns whoever ever belonged to a unit or to one below it. */
export async function peopleBelow(tx: Transaction, unit: string): Promise<string[]> {
  const rows = await tx.execute<{ employee: string }>(sql`
    WITH RECURSIVE below AS (
      SELECT id FROM work_units WHERE id::text = ${unit}
      UNION
      SELECT w.id FROM below b JOIN work_units w ON w.parent = b.id
    ) SELECT DISTINCT employee FROM postings WHERE work_unit IN (SELECT id FROM below)`);
  return rows.map(({ employee }) => employee);
}
