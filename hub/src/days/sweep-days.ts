import { localDay, type Zone } from '@hadir/shared/time/local-day';
import { sql } from 'drizzle-orm';
import { regionZones } from '../attendance/region-zones.ts';
import type { Database } from '../database/open-database.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { takeDaysLock } from './days-lock.ts';
import { readProgress, writeProgress } from './days-progress.ts';
import { readDoorBook } from './door-evidence.ts';
import { followPostings } from './follow-postings.ts';
import { awaitsOf } from './store-days.ts';
import { DAYS_CHANNEL } from './touch-days.ts';

/** Queues what time alone brings: days that begin, days that end, and doors that have delivered what was missing. */
export function sweepDays(db: Database['db'], now: Date): Promise<void> {
  return db.transaction(async (tx) => {
    if (!(await takeDaysLock(tx))) return;
    const begun = await beginDays(tx, now);
    const closed = await findSettled(tx, now);
    if (begun + closed > 0) await tx.execute(sql`SELECT pg_notify(${DAYS_CHANNEL}, '')`);
  });
}

/** Everybody gets a row when a day begins where he works: most of them say already that it is free, or leave. */
async function beginDays(tx: Transaction, now: Date): Promise<number> {
  const progress = await readProgress(tx, now);
  const begun: Partial<Record<Zone, string>> = { ...progress.begun };
  let count = 0;
  for (const zone of await regionZones(tx)) {
    const today = localDay(now, zone);
    const last = begun[zone];
    if (last !== undefined && last >= today) continue;
    await followPostings(tx, zone, today);
    const from = last === undefined ? sql`${progress.first}::date` : sql`${last}::date + 1`;
    const queued = await tx.execute<{ id: string }>(sql`
      INSERT INTO day_queue (employee, from_day, to_day, bulk)
      SELECT DISTINCT e.id, ${from}, ${today}::date, true
      FROM employees e JOIN postings p ON p.employee = e.id JOIN opds o ON o.id = p.opd
      WHERE e.active AND o.zone = ${zone} AND p.from_day <= ${today}::date AND (p.to_day IS NULL OR p.to_day >= ${from})
      RETURNING id::text`);
    count += queued.length;
    begun[zone] = today;
  }
  if (JSON.stringify(begun) !== JSON.stringify(progress.begun) || count > 0)
    await writeProgress(tx, { ...progress, begun });
  return count;
}

type Group = { opd: string; zone: Zone; day: string; closesAt: number; awaits: string };

/** Days that are over and wait for something else than they did when they were judged. */
async function findSettled(tx: Transaction, now: Date): Promise<number> {
  const groups = await tx.execute<Group>(sql`
    SELECT d.opd, o.zone, d.day::text, (extract(epoch FROM d.closes_at) * 1000)::float8 AS "closesAt", d.awaits
    FROM days d JOIN opds o ON o.id = d.opd
    WHERE NOT d.final AND d.closes_at <= ${now.toISOString()}::timestamptz
    GROUP BY d.opd, o.zone, d.day, d.closes_at, d.awaits ORDER BY d.day`);
  const first = groups[0]?.day;
  if (first === undefined) return 0;
  const doors = await readDoorBook(tx, [...new Set(groups.map(({ opd }) => opd))], first);
  const settled = groups.filter(({ opd, day, closesAt, awaits, zone }) => {
    const silent = doors
      .doorsOf(opd, day, doors.endMinute(day, zone, closesAt))
      .filter(({ completeThroughMs }) => completeThroughMs === null || completeThroughMs < closesAt)
      .map(({ door }) => door)
      .sort();
    return awaits !== awaitsOf(silent, false);
  });
  if (settled.length === 0) return 0;
  const queued = await tx.execute<{ id: string }>(sql`
    INSERT INTO day_queue (employee, from_day, to_day, bulk)
    SELECT d.employee, d.day, d.day, true
    FROM json_to_recordset(${JSON.stringify(settled)}::text::json) AS s(opd uuid, day date, "closesAt" float8, awaits text)
    JOIN days d ON d.day = s.day AND d.opd = s.opd AND NOT d.final AND d.awaits = s.awaits
      AND (extract(epoch FROM d.closes_at) * 1000)::float8 = s."closesAt"
    WHERE NOT EXISTS (
      SELECT 1 FROM day_queue q WHERE q.employee = d.employee AND d.day BETWEEN q.from_day AND q.to_day
    )
    RETURNING id::text`);
  return queued.length;
}
