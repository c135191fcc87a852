import type { Arrival } from '@hadir/shared/api/attendance';
import type { Zone } from '@hadir/shared/time/local-day';
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { deriveDay, earliestArrival } from './derive-day.ts';
import type { ScheduleBook } from './schedule-book.ts';

/** A punch as people see it, with its place in the live feed's order. */
export interface PlacedArrival {
  readonly arrival: Arrival;
  readonly txid: bigint;
  readonly id: bigint;
}

type Row = {
  id: string;
  txid: string;
  employee: string;
  name: string;
  opd: string;
  opdName: string;
  door: string;
  doorName: string;
  zone: Zone;
  unit: string;
  binding: number;
  seq: number;
  day: string;
  seenAt: number;
  storedAt: number;
  score: number;
  secondScore: number | null;
  threshold: number;
  liveness: number;
  frames: number;
  faceHeight: number;
  clockSource: string;
};

/**
 * Reads punches with names, and with what each says about its person's day so far.
 * @param tail WHERE, ORDER BY and LIMIT over `p` (punches), `e` (employees) and `o` (the employee's office).
 */
export async function readArrivals(
  db: Database['db'],
  book: ScheduleBook,
  tail: SQL,
  now: Date,
): Promise<PlacedArrival[]> {
  const rows = await db.execute<Row>(sql`
    SELECT p.id::text, p.txid::text, p.employee, e.name, o.id AS opd, o.name AS "opdName",
      p.door, d.name AS "doorName", o.zone, p.unit, p.binding, p.seq, p.day::text,
      (extract(epoch FROM p.seen_at) * 1000)::float8 AS "seenAt",
      (extract(epoch FROM p.stored_at) * 1000)::float8 AS "storedAt",
      p.score, p.second_score AS "secondScore", p.threshold, p.liveness, p.frames, p.face_height AS "faceHeight",
      p.clock_source AS "clockSource"
    FROM punches p
    JOIN employees e ON e.id = p.employee
    JOIN opds o ON o.id = e.opd
    JOIN doors d ON d.id = p.door
    ${tail}`);
  const firsts = await readFirstSightings(db, book, rows);
  const arrivals: PlacedArrival[] = [];
  for (const row of rows) {
    const { employee, day, zone } = row;
    const schedule = await book.on(day);
    const first = firsts.get(`${employee} ${day}`);
    const sightings = first === undefined ? [] : [first];
    const derived = deriveDay({ sightings, schedule, day, zone, now, doorSilent: false });
    arrivals.push({ arrival: toArrival(row, derived), txid: BigInt(row.txid), id: BigInt(row.id) });
  }
  return arrivals;
}

/** @returns for each employee and day among the punches the first sighting that counts as arrival. */
async function readFirstSightings(
  db: Database['db'],
  book: ScheduleBook,
  rows: readonly Pick<Row, 'employee' | 'day' | 'zone'>[],
): Promise<Map<string, Date>> {
  const wanted = new Map<string, { employee: string; day: string; earliest: string }>();
  for (const { employee, day, zone } of rows) {
    const earliest = earliestArrival(await book.on(day), day, zone).toISOString();
    wanted.set(`${employee} ${day}`, { employee, day, earliest });
  }
  if (wanted.size === 0) return new Map();
  const found = await db.execute<{ employee: string; day: string; first: number | null }>(sql`
    SELECT k.employee, k.day::text, (SELECT (extract(epoch FROM min(q.seen_at)) * 1000)::float8 FROM punches q
      WHERE q.employee = k.employee AND q.day = k.day AND q.seen_at >= k.earliest) AS first
    FROM json_to_recordset(${JSON.stringify([...wanted.values()])}::text::json)
      AS k(employee uuid, day date, earliest timestamptz)`);
  return new Map(
    found.flatMap(({ employee, day, first }) =>
      first === null ? [] : [[`${employee} ${day}`, toDate(first)] as const],
    ),
  );
}

function toArrival(row: Row, derived: ReturnType<typeof deriveDay>): Arrival {
  const { id, employee, name, opd, opdName, door, doorName, zone, unit, binding, seq } = row;
  const { score, secondScore, threshold, liveness, frames, faceHeight, clockSource } = row;
  const seenAt = toDate(row.seenAt);
  return {
    ...{ id, employee, name, opd, opdName, door, doorName, zone, unit, binding, seq },
    seenAt: seenAt.toISOString(),
    storedAt: toDate(row.storedAt).toISOString(),
    first: derived.arrival?.getTime() === seenAt.getTime(),
    status: derived.status,
    lateMinutes: derived.lateMinutes,
    evidence: { score, secondScore, threshold, liveness, frames, faceHeight, clockSource },
  };
}

function toDate(ms: number): Date {
  return new Date(Math.round(ms));
}
