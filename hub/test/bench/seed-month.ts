import type { Database } from '../../src/database/open-database.ts';

/** A made-up region: offices of 300 people with a door each, whose journals are complete through the month's end. */
export interface SeededMonth {
  readonly employees: number;
  /** Working days of two punches for everybody. */
  readonly days: readonly string[];
}

const PER_OFFICE = 300;

/**
 * Stores people and punches straight in the database; everybody's times differ, and some come late or leave early.
 * @param days on which everybody is seen twice
 */
export async function seedMonth({ sql }: Database, employees: number, days: readonly string[]): Promise<SeededMonth> {
  const offices = Math.ceil(employees / PER_OFFICE);
  await sql`INSERT INTO opds (name, zone) SELECT 'OPD ' || n, 'Asia/Jakarta' FROM generate_series(1, ${offices}::int) n`;
  await sql`INSERT INTO doors (opd, name) SELECT id, 'Pintu' FROM opds`;
  await sql`
    INSERT INTO units (id, kid, public_key, certificate_sha256, certificate_expires, hardware)
    SELECT 'unit-' || left(md5(id::text), 8), id::text, '\\x00', id::text, '2030-01-01', 'uji' FROM doors`;
  await sql`
    INSERT INTO bindings (unit, number, door, since, through)
    SELECT 'unit-' || left(md5(id::text), 8), 1, id, '2026-01-01', '2026-08-02' FROM doors`;
  await sql`
    INSERT INTO employees (nip, name, opd)
    SELECT '198001012005' || lpad((n / 900 + 1)::text, 2, '0') || '1' || lpad((n % 900 + 1)::text, 3, '0'), 'Pegawai ' || n, o.id
    FROM generate_series(0, ${employees - 1}::int) n
    JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM opds) o ON o.place = n / ${PER_OFFICE}`;
  await sql`INSERT INTO postings (employee, from_day, opd, base_tpp) SELECT id, '2026-01-01', opd, 4000000 FROM employees`;
  for (const day of days)
    await sql`
      INSERT INTO punches (unit, binding, seq, door, employee, day, seen_at, score, second_score, threshold, liveness,
        frames, face_height, clock_source, clock_uncertainty_ms)
      SELECT 'unit-' || left(md5(d.id::text), 8), 1, row_number() OVER () + 200000 * extract(day FROM ${day}::date)::int,
        d.id, e.id, ${day}::date,
        ${day}::date + CASE WHEN leaving THEN time '16:00' ELSE time '07:05' END
          + (('x' || left(md5(e.id::text || ${day} || leaving), 6))::bit(24)::int % 1700 - 60) * interval '1 second'
          - interval '7 hours',
        0.8, 0.2, 0.45, 0.99, 5, 120, 'ntp', 15
      FROM employees e JOIN doors d ON d.opd = e.opd CROSS JOIN (VALUES (false), (true)) AS v(leaving)`;
  await sql`ANALYZE`;
  return { employees, days };
}
