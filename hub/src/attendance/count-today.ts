import type { Counts, DayStatus, Today } from '@hadir/shared/api/attendance';
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { opds } from '../database/schema.ts';
import { workingTime } from './derive-day.ts';
import { darkOpds, type LocalDays, localDays, sightings, statusExpression } from './local-days.ts';
import { mainZone, regionZones } from './region-zones.ts';
import type { ScheduleBook } from './schedule-book.ts';
import { findSilence } from './silent-doors.ts';

/** Either people of one office with one status, or people first seen in one minute of the day. */
type Row = { opd: string | null; status: DayStatus | null; minute: number | null; people: number };

const counted: Record<DayStatus, Exclude<keyof Counts, 'employees'> | null> = {
  present: 'present',
  late: 'late',
  not_yet_seen: 'notYetSeen',
  incomplete: 'incomplete',
  day_off: null,
};

/**
 * Today as a leader sees it, of the region or of one office: counted in SQL, by the same rules as `deriveDay`.
 * @param lastWeek first sightings per minute (of the day, 0..1439) on the same weekday a week ago.
 */
export async function countToday(
  db: Database['db'],
  book: ScheduleBook,
  opd: string | undefined,
  now: Date,
  lastWeek: ReadonlyMap<number, number>,
): Promise<Today> {
  const zones = await regionZones(db, opd);
  const local = await localDays(book, zones, now);
  const silence = await findSilence(db, { opd }, now);
  const rows = await countPeople(db, local, silence.opds, opd);
  const offices = await db
    .select({ opd: opds.id, name: opds.name })
    .from(opds)
    .where(opd === undefined ? undefined : sql`${opds.id} = ${opd}::uuid`)
    .orderBy(opds.name);
  const perOpd = new Map(offices.map((office) => [office.opd, { ...office, counts: noCounts() }]));
  const total = noCounts();
  const minutes = new Map<number, number>();
  for (const { opd: id, status, minute, people } of rows) {
    const office = id === null ? undefined : perOpd.get(id);
    if (office && status !== null) for (const counts of [total, office.counts]) addTo(counts, status, people);
    if (minute !== null) minutes.set(minute, people);
  }
  const zone = mainZone(zones);
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
      doorsSilent: silence.silentPerOpd.get(office.opd) ?? 0,
    })),
    silentDoors: silence.doors.map((door) => ({
      ...door,
      concerns: perOpd.get(door.opd)?.counts.incomplete ?? 0,
    })),
    arrivalsPerMinute: mergeMinutes(minutes, lastWeek),
  };
}

/** @returns how many people were first seen in each minute of the day, a week ago. */
export async function countMinutesLastWeek(
  db: Database['db'],
  book: ScheduleBook,
  opd: string | undefined,
  now: Date,
): Promise<Map<number, number>> {
  const local = await localDays(book, await regionZones(db, opd), now, 1);
  const rows = await countPeople(db, local, new Set(), opd);
  return new Map(rows.flatMap(({ minute, people }) => (minute === null ? [] : [[minute, people] as const])));
}

function countPeople(
  db: Database['db'],
  local: LocalDays,
  dark: ReadonlySet<string>,
  opd: string | undefined,
): Promise<Row[]> {
  const minute: SQL = sql`floor(extract(epoch FROM s.arrival - z.midnight) / 60)::int`;
  return db.execute<Row>(sql`
    WITH s AS MATERIALIZED (${sightings(local, opd)}), people AS (
      SELECT e.opd, ${statusExpression} AS status, ${minute} AS minute
      FROM employees e
      JOIN opds o ON o.id = e.opd
      JOIN ${local.table} ON z.zone = o.zone
      LEFT JOIN s ON s.employee = e.id
      LEFT JOIN ${darkOpds(dark)} ON dark.opd = e.opd
      WHERE e.active AND ${opd === undefined ? sql`true` : sql`e.opd = ${opd}::uuid`}
    )
    SELECT opd, status, minute, count(*)::int AS people
    FROM people
    GROUP BY GROUPING SETS ((opd, status), (minute))`);
}

function noCounts(): Counts {
  return { employees: 0, present: 0, late: 0, notYetSeen: 0, incomplete: 0 };
}

function addTo(counts: Counts, status: DayStatus, people: number): void {
  counts.employees += people;
  const key = counted[status];
  if (key !== null) counts[key] += people;
}

function mergeMinutes(
  today: ReadonlyMap<number, number>,
  lastWeek: ReadonlyMap<number, number>,
): Today['arrivalsPerMinute'] {
  const minutes = [...new Set([...today.keys(), ...lastWeek.keys()])].sort((a, b) => a - b);
  return minutes.map((minute) => ({
    minute: `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`,
    today: today.get(minute) ?? 0,
    lastWeek: lastWeek.get(minute) ?? 0,
  }));
}
