import { randomBytes, randomUUID } from 'node:crypto';
import type { Database } from '../../src/database/open-database.ts';

/** An office with one door, one unit that serves it, and people whose only posting it is. */
export interface SeededOffice {
  readonly opd: string;
  readonly door: string;
  readonly unit: string;
  readonly people: readonly string[];
}

export interface SeedOptions {
  readonly people: number;
  readonly zone?: string;
  /** Since when the door is served and the people are posted, YYYY-MM-DD. */
  readonly since?: string;
  /** The journal is complete through this instant. */
  readonly through?: string | null;
}

let nips = 0;

export async function seedOffice(
  { sql }: Pick<Database, 'sql'>,
  { people, zone = 'Asia/Jakarta', since = '2026-01-01', through = null }: SeedOptions,
): Promise<SeededOffice> {
  const [opd, door] = [randomUUID(), randomUUID()];
  const unit = `unit-${randomBytes(4).toString('hex')}`;
  await sql`INSERT INTO opds (id, name, zone) VALUES (${opd}, ${`OPD ${opd}`}, ${zone})`;
  await sql`INSERT INTO doors (id, opd, name) VALUES (${door}, ${opd}, 'Pintu')`;
  await sql`INSERT INTO units (id, kid, public_key, certificate_sha256, certificate_expires, hardware)
    VALUES (${unit}, ${unit}, '\\x00', ${unit}, '2030-01-01', 'uji')`;
  await sql`INSERT INTO bindings (unit, number, door, since, through)
    VALUES (${unit}, 1, ${door}, ${`${since}T00:00:00+07`}, ${through})`;
  const first = nips + 1;
  nips += people;
  const rows = await sql<{ id: string }[]>`
    INSERT INTO employees (nip, name, opd)
    SELECT '19800101200501' || lpad(n::text, 4, '0'), 'Orang ' || n, ${opd}::uuid FROM generate_series(${first}::int, ${nips}::int) n
    RETURNING id`;
  await sql`INSERT INTO postings (employee, from_day, opd) SELECT id, ${since}::date, opd FROM employees WHERE opd = ${opd}`;
  return { opd, door, unit, people: rows.map(({ id }) => id) };
}

export interface SeededPunch {
  readonly employee: string;
  /** ISO 8601 with offset. */
  readonly at: string;
  /** The door's local day. */
  readonly day: string;
}

let numbers = 0;

/** Stores punches as ingest does: in one transaction that says so when it commits. */
export async function storePunches(
  { sql }: Pick<Database, 'sql'>,
  { unit, door }: Pick<SeededOffice, 'unit' | 'door'>,
  punches: readonly SeededPunch[],
): Promise<void> {
  const rows = punches.map((punch) => ({ ...punch, seq: ++numbers }));
  await sql`
    WITH stored AS (
      INSERT INTO punches (unit, binding, seq, door, employee, day, seen_at, score, second_score, threshold, liveness,
        frames, face_height, clock_source, clock_uncertainty_ms)
      SELECT ${unit}, 1, seq, ${door}::uuid, employee, day, at, 0.8, NULL, 0.45, 0.99, 5, 120, 'ntp', 20
      FROM json_to_recordset(${JSON.stringify(rows)}::text::json) AS p(employee uuid, day date, at timestamptz, seq int)
      RETURNING 1
    ) SELECT pg_notify('hadir_live', '') FROM (SELECT count(*) FROM stored) s`;
}

/** Everything that is kept of days, in an order that does not depend on how it came about. */
export function readKeptDays({ sql }: Pick<Database, 'sql'>): Promise<Record<string, unknown>[]> {
  return sql<Record<string, unknown>[]>`
    SELECT employee, day::text, opd, status, final, arrival::text, departure::text, late, early, schedule, clause, detail,
      closes_at::text, awaits FROM days ORDER BY employee, day`;
}
