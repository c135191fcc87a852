import type { Counts, DayStatus, Today } from '@hadir/shared/api/attendance';
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { workingTime } from './derive-day.ts';
import { darkOpds, type LocalDays, localDays, sightings, statusExpression } from './local-days.ts';
import { regionZone } from './region-zone.ts';
import type { ScheduleBook } from './schedule-book.ts';
import { findSilence } from './silent-doors.ts';

type CountRow = { opd: string; name: string; status: DayStatus | null; people: number };
type MinuteRow = { minute: string; people: number };

const counted: Record<DayStatus, keyof Counts | null> = {
  present: 'present',
  late: 'late',
  not_yet_seen: 'notYetSeen',
  incomplete: 'incomplete',
  day_off: null,
};

/** Today as a leader sees it, of the region or of one office: counted in SQL, by the same rules as `deriveDay`. */
export async function countToday(
  db: Database['db'],
  book: ScheduleBook,
  opd: string | undefined,
  now: Date,
): Promise<Today> {
  const zone = await regionZone(db, opd);
  const local = await localDays(book, now);
  const silence = await findSilence(db, { opd }, now);
  const rows = await countByStatus(db, local, silence.opds, opd);
  const perOpd = new Map<string, { opd: string; name: string; counts: Counts }>();
  const total = noCounts();
  for (const { opd: id, name, status, people } of rows) {
    const office = perOpd.get(id) ?? { opd: id, name, counts: noCounts() };
    perOpd.set(id, office);
    const key = status === null ? null : counted[status];
    for (const counts of [total, office.counts]) {
      counts.employees += people;
      if (key !== null) counts[key] += people;
    }
  }
  const day = local.dayIn(zone);
  const schedule = await book.on(day);
  const working = workingTime(schedule, day);
  return {
    at: now.toISOString(),
    day,
    zone,
    schedule: {
      name: schedule.name,
      start: working?.start ?? null,
      end: working?.end ?? null,
      toleranceMinutes: schedule.toleranceMinutes,
    },
    total,
    perOpd: [...perOpd.values()].map((office) => ({
      ...office,
      doors: silence.doorsPerOpd.get(office.opd) ?? 0,
      doorsSilent: silence.doors.filter((door) => door.opd === office.opd).length,
    })),
    silentDoors: silence.doors.map((door) => ({
      ...door,
      concerns: perOpd.get(door.opd)?.counts.incomplete ?? 0,
    })),
    arrivalsPerMinute: await countMinutes(db, local, await localDays(book, now, 1), opd),
  };
}

function noCounts(): Counts {
  return { employees: 0, present: 0, late: 0, notYetSeen: 0, incomplete: 0 };
}

function ofOffice(opd: string | undefined): SQL {
  return opd === undefined ? sql`true` : sql`o.id = ${opd}::uuid`;
}

function countByStatus(
  db: Database['db'],
  local: LocalDays,
  dark: ReadonlySet<string>,
  opd: string | undefined,
): Promise<CountRow[]> {
  return db.execute<CountRow>(sql`
    WITH s AS (${sightings(local)})
    SELECT o.id AS opd, o.name, CASE WHEN e.id IS NOT NULL THEN ${statusExpression} END AS status,
      count(e.id)::int AS people
    FROM opds o
    JOIN ${local.table} ON z.zone = o.zone
    LEFT JOIN employees e ON e.opd = o.id AND e.active
    LEFT JOIN s ON s.employee = e.id
    LEFT JOIN ${darkOpds(dark)} ON dark.opd = o.id
    WHERE ${ofOffice(opd)}
    GROUP BY 1, 2, 3
    ORDER BY 2`);
}

async function countMinutes(
  db: Database['db'],
  today: LocalDays,
  lastWeek: LocalDays,
  opd: string | undefined,
): Promise<Today['arrivalsPerMinute']> {
  const minutes = new Map<string, { today: number; lastWeek: number }>();
  for (const [which, local] of [
    ['today', today],
    ['lastWeek', lastWeek],
  ] as const) {
    const rows = await db.execute<MinuteRow>(sql`
      WITH s AS (${sightings(local)})
      SELECT to_char(s.arrival AT TIME ZONE o.zone, 'HH24:MI') AS minute, count(*)::int AS people
      FROM s
      JOIN employees e ON e.id = s.employee AND e.active
      JOIN opds o ON o.id = e.opd
      WHERE ${ofOffice(opd)}
      GROUP BY 1`);
    for (const { minute, people } of rows) {
      const entry = minutes.get(minute) ?? { today: 0, lastWeek: 0 };
      entry[which] = people;
      minutes.set(minute, entry);
    }
  }
  return [...minutes].map(([minute, counts]) => ({ minute, ...counts })).sort((a, b) => (a.minute < b.minute ? -1 : 1));
}
