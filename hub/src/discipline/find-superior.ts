import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';

export interface Superior {
  readonly employee: string;
  readonly name: string;
  readonly nip: string;
  readonly position: string | null;
  readonly opd: string;
  /** First day from which he has been the superior without a break. */
  readonly since: string;
}

type Db = Pick<Database['db'], 'execute'>;
type Post = { opd: string; from: string; to: string | null; superior: string | null };
type Person = Omit<Superior, 'since'>;

/**
 * The direct superior on a day: whom the posting of that day names, else the head of the office; nobody is his own.
 * @returns null where neither is known.
 */
export async function findSuperior(db: Db, employee: string, day: string): Promise<Superior | null> {
  const posts = await db.execute<Post>(sql`
    SELECT p.opd, p.from_day::text AS "from", p.to_day::text AS "to", s.id AS superior
    FROM postings p LEFT JOIN employees s ON s.id = p.superior AND s.active AND s.id <> p.employee
    WHERE p.employee = ${employee}::uuid AND p.from_day <= ${day}::date ORDER BY p.from_day DESC`);
  const [now] = posts;
  if (now === undefined || (now.to !== null && now.to < day)) return null;
  const person = now.superior === null ? await headOf(db, now.opd, employee) : await readPerson(db, now.superior);
  if (person === null) return null;
  const other = posts.findIndex(
    ({ superior, opd }) => superior !== now.superior || (superior === null && opd !== now.opd),
  );
  const first = posts[other === -1 ? posts.length - 1 : other - 1] ?? now;
  return { ...person, since: first.from };
}

async function readPerson(db: Db, id: string): Promise<Person | null> {
  const [found] = await db.execute<Person & Record<string, unknown>>(sql`
    SELECT id AS employee, name, nip, position, opd FROM employees WHERE id = ${id}::uuid`);
  return found ? { ...found } : null;
}

async function headOf(db: Db, opd: string, besides: string): Promise<Person | null> {
  const [found] = await db.execute<Person & Record<string, unknown>>(sql`
    SELECT e.id AS employee, e.name, e.nip, e.position, e.opd
    FROM users u JOIN employees e ON e.id = u.employee AND e.active
    WHERE u.active AND u.role = 'opd_head' AND u.active AND u.opd = ${opd}::uuid AND e.id <> ${besides}::uuid
    ORDER BY u.created_at LIMIT 1`);
  return found ? { ...found } : null;
}
