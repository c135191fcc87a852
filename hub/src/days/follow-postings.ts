import type { Zone } from '@hadir/shared/time/local-day';
import { sql } from 'drizzle-orm';
import { refreshRosters, type Transaction } from '../rosters/refresh-rosters.ts';

/**
 * A posting that was entered ahead holds from its first day on: whoever moves that day is then on the rosters of his
 * new office's doors, and no longer on those of the old.
 */
export async function followPostings(tx: Transaction, zone: Zone, today: string): Promise<void> {
  const moved = await tx.execute<{ before: string; after: string }>(sql`
    WITH due AS (
      SELECT e.id, e.opd AS before, p.opd AS after, p.position
      FROM employees e JOIN postings p ON p.employee = e.id JOIN opds o ON o.id = p.opd
      WHERE o.zone = ${zone} AND p.from_day <= ${today}::date AND (p.to_day IS NULL OR p.to_day >= ${today}::date)
        AND (e.opd <> p.opd OR (e.position IS DISTINCT FROM p.position AND p.from_day = ${today}::date))
    )
    UPDATE employees e SET opd = due.after, position = due.position FROM due WHERE e.id = due.id
    RETURNING due.before, due.after`);
  const offices = new Set(
    moved.filter(({ before, after }) => before !== after).flatMap(({ before, after }) => [before, after]),
  );
  for (const opd of [...offices].sort()) await refreshRosters(tx, opd);
}
