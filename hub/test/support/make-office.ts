import { randomUUID } from 'node:crypto';
import type postgres from 'postgres';
import { randomUnitId } from './seed-unit.ts';

/** A time of a punch, HH:MM in WIB. */
type Clock = string;

/** An office in WIB whose only door has delivered everything: whoever is not seen there was not there. */
export interface Office {
  readonly opd: string;
  /** @returns the employee's id. @param changes of his posting and himself */
  hire(changes?: {
    base?: number | null;
    kind?: 'PNS' | 'PPPK';
    from?: string;
    superior?: string;
    name?: string;
  }): Promise<string>;
  /** Sightings on each of these days, by default in time in the morning and in the evening. */
  see(employee: string, days: readonly string[], times?: readonly Clock[]): Promise<void>;
}

let nips = 0;

/** @param through until when its door's journal is complete, UTC */
export async function makeOffice(sql: postgres.Sql, name: string, through = '2026-12-31T00:00:00Z'): Promise<Office> {
  const [office] = await sql<{ id: string }[]>`
    INSERT INTO opds (name, zone) VALUES (${name}, 'Asia/Jakarta') RETURNING id`;
  const opd = office?.id ?? '';
  const [door] = await sql<{ id: string }[]>`
    INSERT INTO doors (opd, name) VALUES (${opd}, 'Pintu utama') RETURNING id`;
  const unit = randomUnitId();
  await sql`
    INSERT INTO units (id, kid, public_key, certificate_sha256, certificate_expires, hardware)
    VALUES (${unit}, ${randomUUID()}, ${Buffer.alloc(32)}, ${randomUUID()}, '2030-01-01', 'demo')`;
  await sql`
    INSERT INTO bindings (unit, number, door, since, through)
    VALUES (${unit}, 1, ${door?.id ?? ''}, '2025-01-01T00:00:00Z', ${through})`;
  let seq = 0;
  return {
    opd,
    hire: async ({ base = 5_000_000, kind = 'PNS', from = '2020-01-01', superior, name: own } = {}) => {
      nips += 1;
      const nip = `19900101202001${1}${String(nips).padStart(3, '0')}`;
      const [employee] = await sql<{ id: string }[]>`
        INSERT INTO employees (nip, name, opd, kind)
        VALUES (${nip}, ${own ?? `Pegawai Contoh ${nips}`}, ${opd}, ${kind}) RETURNING id`;
      const id = employee?.id ?? '';
      await sql`
        INSERT INTO postings (employee, from_day, opd, base_tpp, superior, rank)
        VALUES (${id}, ${from}, ${opd}, ${base}, ${superior ?? null}, 'III/c')`;
      return id;
    },
    see: async (employee, days, times = ['07:15', '17:00']) => {
      const at = days.flatMap((day) => times.map((time) => `${day}T${time}:00+07:00`));
      await sql`
        INSERT INTO punches (unit, binding, seq, door, employee, day, seen_at, score, threshold, liveness, frames, face_height, clock_source)
        SELECT ${unit}, 1, ${seq}::int + n, ${door?.id ?? ''}::uuid, ${employee}::uuid, left(at, 10)::date, at::timestamptz,
          0.9, 0.5, 0.9, 5, 200, 'ntp'
        FROM json_array_elements_text(${JSON.stringify(at)}::text::json) WITH ORDINALITY AS t(at, n)`;
      seq += at.length;
    },
  };
}
