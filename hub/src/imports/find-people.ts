import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';

type Reader = Pick<Database['db'], 'execute'>;

export interface KnownPerson {
  readonly id: string;
  readonly nip: string;
  readonly name: string;
  readonly opd: string;
  readonly position: string | null;
  readonly kind: 'PNS' | 'PPPK';
  readonly servedFrom: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly active: boolean;
}

/** @returns those of these NIPs who are there, by NIP. */
export async function findPeople(db: Reader, nips: readonly string[]): Promise<Map<string, KnownPerson>> {
  const rows = await db.execute<{ [Field in keyof KnownPerson]: KnownPerson[Field] }>(sql`
    SELECT id, nip, name, opd, position, kind, served_from::text AS "servedFrom", phone, email, active
    FROM employees WHERE nip IN (SELECT json_array_elements_text(${JSON.stringify([...new Set(nips)])}::text::json))`);
  return new Map(rows.map((row) => [row.nip, { ...row }]));
}

/** OPD ids by name, as people write it: without case and doubled spaces. */
export async function findOpds(db: Reader): Promise<Map<string, { id: string; name: string }>> {
  const rows = await db.execute<{ id: string; name: string }>(sql`SELECT id, name FROM opds`);
  return new Map(rows.map(({ id, name }) => [plainName(name), { id, name }]));
}

/** Work unit ids by OPD id and name. */
export async function findWorkUnits(
  db: Reader,
): Promise<Map<string, { id: string; name: string; parent: string | null }>> {
  const rows = await db.execute<{ id: string; opd: string; name: string; parent: string | null }>(
    sql`SELECT id, opd, name, parent FROM work_units`,
  );
  return new Map(rows.map(({ id, opd, name, parent }) => [`${opd} ${plainName(name)}`, { id, name, parent }]));
}

export function plainName(name: string): string {
  return name.toLowerCase().replace(/\s+/g, ' ').trim();
}
