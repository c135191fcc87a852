import { instantAt, localDay, type Zone } from '@hadir/shared/time/local-day';
import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { readDoorBook } from '../days/door-evidence.ts';
import { asZone } from '../opds/zone.ts';
import { DAY_MINUTES } from '../rules/day/clock-minutes.ts';
import { monthDays } from '../rules/tpp/month-days.ts';

interface DoorCompleteness {
  readonly opdName: string;
  readonly doorName: string;
  readonly zone: Zone;
  /** The one that serves it now. */
  readonly unit: string | null;
  readonly completeThrough: Date | null;
  /** Days of the month that are over and not held in full, and those on which no unit served. */
  readonly incompleteDays: readonly string[];
  readonly unservedDays: readonly string[];
}

export interface Completeness {
  readonly doors: readonly DoorCompleteness[];
  /** Days of people that nobody can judge yet. */
  readonly incompletePersonDays: number;
}

type Row = {
  opd: string;
  opdName: string;
  zone: string;
  door: string;
  doorName: string;
  unit: string | null;
  through: number | null;
  created: string;
};

const DAY_MS = 86_400_000;

/** How far the doors' journals are held for a month. @param opd undefined for the whole region */
export async function loadCompleteness(
  db: Database['db'],
  opd: string | undefined,
  month: string,
  now: Date,
): Promise<Completeness> {
  const rows = await db.execute<Row>(sql`
    SELECT o.id AS opd, o.name AS "opdName", o.zone, d.id AS door, d.name AS "doorName", b.unit,
      (extract(epoch FROM b.through) * 1000)::float8 AS through, (d.created_at AT TIME ZONE o.zone)::date::text AS created
    FROM doors d JOIN opds o ON o.id = d.opd LEFT JOIN bindings b ON b.door = d.id AND b.until IS NULL
    ${opd === undefined ? sql`` : sql`WHERE o.id = ${opd}::uuid`}
    ORDER BY o.name, d.name`);
  const days = monthDays(month);
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const offices = [...new Set(rows.map((row) => row.opd))];
  const evidence = await readDoorBook(db, offices, first);
  const doors = rows.map((row): DoorCompleteness => {
    const zone = asZone(row.zone);
    const today = localDay(now, zone);
    const incompleteDays: string[] = [];
    const unservedDays: string[] = [];
    for (const day of days.filter((candidate) => candidate >= row.created && candidate < today)) {
      const served = evidence.doorsOf(row.opd, day, DAY_MINUTES).find(({ door }) => door === row.door);
      const end = instantAt(day, '00:00', zone).getTime() + DAY_MS;
      if (served === undefined) unservedDays.push(day);
      else if (served.completeThroughMs === null || served.completeThroughMs < end) incompleteDays.push(day);
    }
    return {
      ...{ opdName: row.opdName, doorName: row.doorName, unit: row.unit, zone, incompleteDays, unservedDays },
      completeThrough: row.through === null ? null : new Date(row.through),
    };
  });
  const [count] = await db.execute<{ people: number }>(sql`
    SELECT count(*)::int AS people FROM days
    WHERE day BETWEEN ${first}::date AND ${last}::date AND NOT final AND status = 'incomplete'
    ${opd === undefined ? sql`` : sql`AND opd = ${opd}::uuid`}`);
  return { doors, incompletePersonDays: count?.people ?? 0 };
}
