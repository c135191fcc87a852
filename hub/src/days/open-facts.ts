import type { Zone } from '@hadir/shared/time/local-day';
import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { asZone } from '../opds/zone.ts';
import { unitsAbove } from '../organisation/units-above.ts';
import { readExcuses } from '../requests/read-excuses.ts';
import type { Correction, Excuse, Sighting } from '../rules/day/day-facts.ts';
import { type DoorBook, readDoorBook } from './door-evidence.ts';
import { shiftDay } from './shift-day.ts';

type Reader = Pick<Database['db'], 'select' | 'execute'>;

interface Posting {
  readonly from: string;
  readonly to: string | null;
  readonly opd: string;
  readonly workUnit: string | null;
  /** The nearest first. */
  readonly unitsAbove: readonly string[];
  readonly zone: Zone;
}

/** A sighting with the local day of its door. */
export interface DatedSighting extends Sighting {
  readonly day: string;
}

/** What is known of some employees over some days, read at one go. */
export interface Facts {
  postingOn(employee: string, day: string): Posting | null;
  shiftOn(employee: string, day: string): string | null;
  /** Of that day and its neighbours, by time. */
  sightingsAround(employee: string, day: string): readonly DatedSighting[];
  approvedOn(
    employee: string,
    day: string,
  ): { readonly excuses: readonly Excuse[]; readonly corrections: readonly Correction[] };
  readonly doors: DoorBook;
}

type PostingRow = {
  employee: string;
  from: string;
  to: string | null;
  opd: string;
  workUnit: string | null;
  above: string | null;
  zone: string;
};
/** One person's punches, each column as one text: a thousand rows cost more to bring over than to take apart. */
type PunchLists = {
  employee: string;
  ids: string;
  days: string;
  times: string;
  uncertainties: string;
  doors: string;
};
type ShiftRow = { employee: string; day: string; shift: string };

const NONE_ABOVE: readonly string[] = [];
const NOTHING = { excuses: [], corrections: [] } as const;

/** @param from first day @param to last day, YYYY-MM-DD; what neighbouring days need is read too. */
export async function openFacts(db: Reader, employees: readonly string[], from: string, to: string): Promise<Facts> {
  const first = shiftDay(from, -1);
  const last = shiftDay(to, 1);
  const people = JSON.stringify(employees);
  const [postings, punches, shifts, approved] = await Promise.all([
    db.execute<PostingRow>(sql`
      SELECT p.employee, p.from_day::text AS "from", p.to_day::text AS "to", p.opd, p.work_unit AS "workUnit",
        ${unitsAbove(sql`p.work_unit`)} AS above, o.zone
      FROM postings p JOIN opds o ON o.id = p.opd
      WHERE p.employee IN (SELECT value::uuid FROM json_array_elements_text(${people}::text::json))
        AND p.from_day <= ${last}::date AND (p.to_day IS NULL OR p.to_day >= ${first}::date)
      ORDER BY p.employee, p.from_day DESC`),
    db.execute<PunchLists>(sql`
      SELECT p.employee, string_agg(p.unit || '/' || p.binding || '/' || p.seq, ',') AS ids,
        string_agg(p.day::text, ',') AS days,
        string_agg(((date_part('epoch', p.seen_at) * 1000)::bigint)::text, ',') AS times,
        string_agg(coalesce(p.clock_uncertainty_ms::text, ''), ',') AS uncertainties,
        string_agg(p.door::text, ',') AS doors
      FROM generate_series(${first}::date, ${last}::date, '1 day') AS d(day)
      CROSS JOIN LATERAL (
        SELECT * FROM punches q WHERE q.day = d.day::date
          AND q.employee = ANY (ARRAY(SELECT value::uuid FROM json_array_elements_text(${people}::text::json)))
      ) p
      GROUP BY p.employee`),
    db.execute<ShiftRow>(sql`
      SELECT employee, day::text, shift FROM duty_lists
      WHERE employee IN (SELECT value::uuid FROM json_array_elements_text(${people}::text::json))
        AND day BETWEEN ${first}::date AND ${last}::date`),
    readExcuses(db, employees, first, last),
  ]);
  const opds = [...new Set(postings.map(({ opd }) => opd))];
  const doors = await readDoorBook(db, opds, first);
  const byPerson = new Map<string, Posting[]>();
  for (const { employee, above, ...row } of postings)
    put(byPerson, employee, { ...row, unitsAbove: above?.split(' ') ?? NONE_ABOVE, zone: asZone(row.zone) });
  const zones = await readZones(db, punches);
  const byDay = new Map<string, DatedSighting[]>();
  for (const lists of punches)
    for (const sighting of sightingsOf(lists, zones)) put(byDay, `${lists.employee} ${sighting.day}`, sighting);
  for (const list of byDay.values())
    if (list.length > 1) list.sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
  const rota = new Map(shifts.map(({ employee, day, shift }) => [`${employee} ${day}`, shift]));
  return {
    doors,
    postingOn: (employee, day) =>
      byPerson.get(employee)?.find((posting) => posting.from <= day && (posting.to === null || day <= posting.to)) ??
      null,
    shiftOn: (employee, day) => rota.get(`${employee} ${day}`) ?? null,
    approvedOn: (employee, day) => approved.get(employee)?.get(day) ?? NOTHING,
    sightingsAround: (employee, day) => {
      const before = byDay.get(`${employee} ${shiftDay(day, -1)}`);
      const own = byDay.get(`${employee} ${day}`);
      const after = byDay.get(`${employee} ${shiftDay(day, 1)}`);
      if (before === undefined && after === undefined) return own ?? [];
      return [...(before ?? []), ...(own ?? []), ...(after ?? [])];
    },
  };
}

function put<T>(map: Map<string, T[]>, key: string, value: T): void {
  const same = map.get(key);
  if (same) same.push(value);
  else map.set(key, [value]);
}

function sightingsOf(lists: PunchLists, zones: ReadonlyMap<string, Zone>): DatedSighting[] {
  const [days, times] = [lists.days.split(','), lists.times.split(',')];
  const [uncertainties, doors] = [lists.uncertainties.split(','), lists.doors.split(',')];
  return lists.ids.split(',').map((id, index) => {
    const door = doors[index] ?? '';
    const uncertainty = uncertainties[index] ?? '';
    return {
      id,
      atMs: Number(times[index]),
      uncertaintyMs: uncertainty === '' ? null : Number(uncertainty),
      door,
      zone: zones.get(door) ?? 'Asia/Jakarta',
      day: days[index] ?? '',
    };
  });
}

/** Of every door at which somebody was seen. */
async function readZones(db: Reader, punches: readonly PunchLists[]): Promise<Map<string, Zone>> {
  const doors = [...new Set(punches.flatMap((lists) => lists.doors.split(',')))];
  if (doors.length === 0) return new Map();
  const rows = await db.execute<{ door: string; zone: string }>(sql`
    SELECT d.id AS door, o.zone FROM doors d JOIN opds o ON o.id = d.opd
    WHERE d.id IN (SELECT value::uuid FROM json_array_elements_text(${JSON.stringify(doors)}::text::json))`);
  return new Map(rows.map(({ door, zone }) => [door, asZone(zone)]));
}
