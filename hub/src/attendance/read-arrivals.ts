import type { Arrival, DayStatus } from '@hadir/shared/api/attendance';
import type { Zone } from '@hadir/shared/time/local-day';
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { type OpenedDays, openDays } from '../days/open-days.ts';
import type { DatedSighting } from '../days/open-facts.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import type { DayVerdict } from '../rules/day/day-verdict.ts';

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
  doorZone: Zone;
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
  uncertainty: number | null;
};

/** What a punch says about its person's day. */
interface Said {
  readonly first: boolean;
  readonly status: DayStatus;
  readonly lateMinutes: number;
}

/**
 * Reads punches with names, and with what each says about its person's day so far.
 * @param tail WHERE, ORDER BY and LIMIT over `p` (punches), `e` (employees) and `o` (the employee's office).
 */
export async function readArrivals(db: Database['db'], tail: SQL, now: Date): Promise<PlacedArrival[]> {
  const rows = await db.execute<Row>(sql`
    SELECT p.id::text, p.txid::text, p.employee, e.name, o.id AS opd, o.name AS "opdName",
      p.door, d.name AS "doorName", od.zone AS "doorZone", o.zone, p.unit, p.binding, p.seq, p.day::text,
      (extract(epoch FROM p.seen_at) * 1000)::float8 AS "seenAt",
      (extract(epoch FROM p.stored_at) * 1000)::float8 AS "storedAt",
      p.score, p.second_score AS "secondScore", p.threshold, p.liveness, p.frames, p.face_height AS "faceHeight",
      p.clock_source AS "clockSource", p.clock_uncertainty_ms AS uncertainty
    FROM punches p
    JOIN employees e ON e.id = p.employee
    JOIN opds o ON o.id = e.opd
    JOIN doors d ON d.id = p.door
    JOIN opds od ON od.id = d.opd
    ${tail}`);
  if (rows.length === 0) return [];
  const { book } = await readPolicyBook(db);
  const opened = await openDays(db, book, rows, now);
  const verdicts: Verdicts = new Map();
  return rows.map((row) => ({
    arrival: toArrival(row, whatItSays(row, opened(row.day), verdicts)),
    txid: BigInt(row.txid),
    id: BigInt(row.id),
  }));
}

/** By employee and day: of one day there may be many punches. */
type Verdicts = Map<string, DayVerdict | undefined>;

/** Somebody who was seen is there, whatever the day may still become. */
function whatItSays(row: Row, { judge, facts }: OpenedDays, verdicts: Verdicts): Said {
  const { employee, day } = row;
  const sighting = toSighting(row);
  const [touched = day] = judge.daysTouchedBy(employee, sighting);
  const key = `${employee} ${touched}`;
  const verdict = verdicts.has(key) ? verdicts.get(key) : judge.judge(employee, touched)?.verdict;
  verdicts.set(key, verdict);
  const known = verdict?.evidence[0] ?? facts.sightingsAround(employee, day).find((one) => one.day === day)?.id;
  const unknown = verdict === undefined || verdict.status === 'not_yet_seen' || verdict.status === 'incomplete';
  return {
    first: known === sighting.id,
    status: unknown ? 'present' : verdict.status,
    lateMinutes: verdict?.lateMinutes ?? 0,
  };
}

function toSighting({ unit, binding, seq, seenAt, uncertainty, door, doorZone, day }: Row): DatedSighting {
  const id = `${unit}/${binding}/${seq}`;
  return { id, atMs: Math.round(seenAt), uncertaintyMs: uncertainty, door, zone: doorZone, day };
}

function toArrival(row: Row, said: Said): Arrival {
  const { id, employee, name, opd, opdName, door, doorName, zone, unit, binding, seq } = row;
  const { score, secondScore, threshold, liveness, frames, faceHeight, clockSource } = row;
  return {
    ...{ id, employee, name, opd, opdName, door, doorName, zone, unit, binding, seq },
    seenAt: new Date(Math.round(row.seenAt)).toISOString(),
    storedAt: new Date(Math.round(row.storedAt)).toISOString(),
    ...said,
    evidence: { score, secondScore, threshold, liveness, frames, faceHeight, clockSource },
  };
}
