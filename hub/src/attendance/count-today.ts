import type { Counts, DayStatus, Today } from '@hadir/shared/api/attendance';
import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { opds } from '../database/schema.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import type { DayPolicy } from '../rules/day/day-policy.ts';
import type { PolicyBook } from '../rules/policy/policy-book.ts';
import { RulesError } from '../rules/policy/rules-error.ts';
import { darkOpds, type LocalDays, localDays, statusExpression } from './local-days.ts';
import { mainZone, regionZones } from './region-zones.ts';
import { findSilence } from './silent-doors.ts';
import { workingHours } from './working-hours.ts';

type Row = { opd: string; status: DayStatus; people: number };

const counted: Record<DayStatus, Exclude<keyof Counts, 'employees'>> = {
  present: 'present',
  late: 'late',
  left_early: 'leftEarly',
  forgotten_punch: 'forgottenPunch',
  permission: 'permission',
  sick: 'sick',
  leave: 'leave',
  duty: 'duty',
  study: 'study',
  absent: 'absent',
  day_off: 'dayOff',
  collective_leave: 'dayOff',
  not_yet_seen: 'notYetSeen',
  incomplete: 'incomplete',
};

/**
 * Today as a leader sees it, of the region or of one office: counted from the verdicts that are kept.
 * @param lastWeek first sightings per minute (of the day, 0..1439) on the same weekday a week ago.
 */
export async function countToday(
  db: Database['db'],
  opd: string | undefined,
  now: Date,
  lastWeek: ReadonlyMap<number, number>,
): Promise<Today> {
  const zones = await regionZones(db, opd);
  const local = localDays(zones, now);
  const silence = await findSilence(db, { opd }, now);
  const rows = await countPeople(db, local, silence.opds, opd);
  const minutes = await countMinutes(db, local, opd);
  const offices = await db
    .select({ opd: opds.id, name: opds.name })
    .from(opds)
    .where(opd === undefined ? undefined : sql`${opds.id} = ${opd}::uuid`)
    .orderBy(opds.name);
  const perOpd = new Map(offices.map((office) => [office.opd, { ...office, counts: noCounts() }]));
  const total = noCounts();
  for (const { opd: id, status, people } of rows) {
    const office = perOpd.get(id);
    if (office) for (const counts of [total, office.counts]) addTo(counts, status, people);
  }
  const zone = mainZone(zones);
  const day = local.dayIn(zone);
  const { book } = await readPolicyBook(db);
  return {
    at: now.toISOString(),
    day,
    zone,
    schedule: workingHours(usualPolicy(book, opd, day)),
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
  opd: string | undefined,
  now: Date,
): Promise<Map<number, number>> {
  return countMinutes(db, localDays(await regionZones(db, opd), now, 1), opd);
}

function countPeople(
  db: Database['db'],
  local: LocalDays,
  dark: ReadonlySet<string>,
  opd: string | undefined,
): Promise<Row[]> {
  return db.execute<Row>(sql`
    SELECT e.opd, ${statusExpression} AS status, count(*)::int AS people
    FROM employees e
    JOIN opds o ON o.id = e.opd
    JOIN ${local.table} ON z.zone = o.zone
    LEFT JOIN days d ON d.employee = e.id AND d.day = z.day
    LEFT JOIN ${darkOpds(dark)} ON dark.opd = e.opd
    WHERE e.active AND ${opd === undefined ? sql`true` : sql`e.opd = ${opd}::uuid`}
    GROUP BY 1, 2`);
}

/** First sightings by the minute of the day: of everybody who was seen, whatever his day is. */
async function countMinutes(
  db: Database['db'],
  local: LocalDays,
  opd: string | undefined,
): Promise<Map<number, number>> {
  const rows = await db.execute<{ minute: number; people: number }>(sql`
    SELECT floor(extract(epoch FROM s.first - s.midnight) / 60)::int AS minute, count(*)::int AS people
    FROM (
      SELECT p.employee, min(p.seen_at) AS first, z.midnight
      FROM ${local.table} JOIN punches p ON p.day = z.day
      JOIN employees e ON e.id = p.employee JOIN opds o ON o.id = e.opd AND o.zone = z.zone
      WHERE ${opd === undefined ? sql`true` : sql`e.opd = ${opd}::uuid`}
      GROUP BY p.employee, z.midnight
    ) s GROUP BY 1`);
  return new Map(rows.map(({ minute, people }) => [minute, people]));
}

/** The rules for whoever has none of his own; null where there are none. */
function usualPolicy(book: PolicyBook, opd: string | undefined, day: string): DayPolicy | null {
  try {
    return book.dayPolicy({ employee: '', opd: opd ?? '', workUnit: null }, day);
  } catch (error) {
    if (error instanceof RulesError) return null;
    throw error;
  }
}

function noCounts(): Counts {
  return {
    ...{ employees: 0, present: 0, late: 0, notYetSeen: 0, incomplete: 0, leftEarly: 0, forgottenPunch: 0 },
    ...{ absent: 0, permission: 0, sick: 0, leave: 0, duty: 0, study: 0, dayOff: 0 },
  };
}

function addTo(counts: Counts, status: DayStatus, people: number): void {
  counts.employees += people;
  counts[counted[status]] += people;
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
