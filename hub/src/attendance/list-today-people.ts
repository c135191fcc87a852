import type { DayStatus, TodayPeople, TodayPerson } from '@hadir/shared/api/attendance';
import { sql } from 'drizzle-orm';
import type { Static } from 'typebox';
import type { Database } from '../database/open-database.ts';
import { darkOpds, localDays, statusExpression } from './local-days.ts';
import { mainZone, regionZones } from './region-zones.ts';
import { findSilence } from './silent-doors.ts';

export interface PeopleQuery {
  readonly opd?: string | undefined;
  readonly status?: DayStatus | undefined;
  readonly limit: number;
  readonly offset: number;
}

type Row = {
  total: number;
  employee: string;
  name: string;
  nip: string;
  opd: string;
  opdName: string;
  status: DayStatus;
  arrival: number | null;
  departure: number | null;
  lateMinutes: number;
};

/** The people behind a number of `countToday`, by name. */
export async function listTodayPeople(
  db: Database['db'],
  { opd, status, limit, offset }: PeopleQuery,
  now: Date,
): Promise<Static<typeof TodayPeople>> {
  const zones = await regionZones(db, opd);
  const local = localDays(zones, now);
  const silence = await findSilence(db, { opd }, now);
  const rows = await db.execute<Row>(sql`
    WITH people AS (
      SELECT e.id AS employee, e.name, e.nip, o.id AS opd, o.name AS "opdName", ${statusExpression} AS status,
        (extract(epoch FROM d.arrival) * 1000)::float8 AS arrival,
        (extract(epoch FROM d.departure) * 1000)::float8 AS departure,
        coalesce(d.late, 0) AS "lateMinutes"
      FROM employees e
      JOIN opds o ON o.id = e.opd
      JOIN ${local.table} ON z.zone = o.zone
      LEFT JOIN days d ON d.employee = e.id AND d.day = z.day
      LEFT JOIN ${darkOpds(silence.opds)} ON dark.opd = o.id
      WHERE e.active AND ${opd === undefined ? sql`true` : sql`o.id = ${opd}::uuid`}
    )
    SELECT *, (count(*) OVER ())::int AS total FROM people
    WHERE ${status === undefined ? sql`true` : sql`status = ${status}`}
    ORDER BY name, nip LIMIT ${limit} OFFSET ${offset}`);
  const people = rows.map(
    ({ total: _, arrival, departure, ...row }): TodayPerson => ({
      ...row,
      arrival: toInstant(arrival),
      departure: toInstant(departure),
    }),
  );
  return { day: local.dayIn(mainZone(zones)), total: rows[0]?.total ?? 0, people };
}

function toInstant(ms: number | null): string | null {
  return ms === null ? null : new Date(Math.round(ms)).toISOString();
}
