import { instantAt, type Zone } from '@hadir/shared/time/local-day';
import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { asZone } from '../opds/zone.ts';
import { MINUTE_MS } from '../rules/day/clock-minutes.ts';
import type { DoorEvidence } from '../rules/day/day-facts.ts';

interface Service {
  readonly door: string;
  readonly zone: Zone;
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly throughMs: number | null;
}

type Row = {
  opd: string;
  zone: string;
  door: string;
  since: number;
  until: number | null;
  through: number | null;
};

/** How far the journals of the offices' doors are held, day by day. */
export class DoorBook {
  readonly #services = new Map<string, Service[]>();
  readonly #answers = new Map<string, readonly DoorEvidence[]>();

  constructor(rows: readonly Row[]) {
    for (const { opd, zone, door, since, until, through } of rows) {
      const untilMs = until ?? Number.POSITIVE_INFINITY;
      const service = { door, zone: asZone(zone), sinceMs: since, untilMs, throughMs: through };
      const same = this.#services.get(opd);
      if (same) same.push(service);
      else this.#services.set(opd, [service]);
    }
  }

  /**
   * @param endMinute by which the day is over, in minutes after its midnight
   * @returns the doors that somebody served at any time of that day
   */
  doorsOf(opd: string, day: string, endMinute: number): readonly DoorEvidence[] {
    const key = `${opd} ${day} ${endMinute}`;
    const known = this.#answers.get(key);
    if (known) return known;
    const doors = this.#find(opd, day, endMinute);
    this.#answers.set(key, doors);
    return doors;
  }

  /** @returns the minute after that day's midnight at which it is this instant. */
  endMinute(day: string, zone: Zone, atMs: number): number {
    return (atMs - instantAt(day, '00:00', zone).getTime()) / MINUTE_MS;
  }

  #find(opd: string, day: string, endMinute: number): DoorEvidence[] {
    const doors = new Map<string, DoorEvidence>();
    for (const { door, zone, sinceMs, untilMs, throughMs } of this.#services.get(opd) ?? []) {
      const startMs = instantAt(day, '00:00', zone).getTime();
      if (sinceMs >= startMs + endMinute * MINUTE_MS || untilMs <= startMs) continue;
      // A journal that is held through the end of its binding has nothing more to tell.
      const completeMs = throughMs !== null && throughMs >= untilMs ? Number.POSITIVE_INFINITY : throughMs;
      doors.set(door, { door, zone, completeThroughMs: lesser(doors.get(door), completeMs) });
    }
    return [...doors.values()];
  }
}

function lesser(before: DoorEvidence | undefined, completeMs: number | null): number | null {
  if (before === undefined) return completeMs;
  if (completeMs === null || before.completeThroughMs === null) return null;
  return Math.min(before.completeThroughMs, completeMs);
}

/** @param from first day that will be asked for, YYYY-MM-DD. */
export async function readDoorBook(
  db: Pick<Database['db'], 'execute'>,
  opds: readonly string[],
  from: string,
): Promise<DoorBook> {
  const rows = await db.execute<Row>(sql`
    SELECT d.opd, o.zone, d.id AS door,
      (extract(epoch FROM b.since) * 1000)::float8 AS since,
      (extract(epoch FROM b.until) * 1000)::float8 AS until,
      (extract(epoch FROM b.through) * 1000)::float8 AS through
    FROM doors d JOIN opds o ON o.id = d.opd JOIN bindings b ON b.door = d.id
    WHERE d.opd IN (SELECT value::uuid FROM json_array_elements_text(${JSON.stringify(opds)}::text::json))
      AND (b.until IS NULL OR b.until > ${from}::date - interval '1 day')
    ORDER BY d.opd, d.id, b.since`);
  return new DoorBook(rows);
}
