import type { Member, Posting, WorkUnit } from '@hadir/shared/api/organisation';
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';

type Reader = Pick<Database['db'], 'execute'>;

const columns = sql`
  p.from_day::text AS "from", p.to_day::text AS "to", p.opd, o.name AS "opdName", p.work_unit AS "workUnit",
  p.position, p.rank, p.position_kind AS "positionKind", p.echelon, p.superior, p.base_tpp::float8 AS "baseTpp",
  w.name AS "workUnitName", s.name AS "superiorName"`;
const joins = sql`
  JOIN opds o ON o.id = p.opd
  LEFT JOIN work_units w ON w.id = p.work_unit
  LEFT JOIN employees s ON s.id = p.superior`;

/** Somebody's postings, the latest first. */
export async function listPostings(db: Reader, employee: string): Promise<Posting[]> {
  return [
    ...(await db.execute<{ [Field in keyof Posting]: Posting[Field] }>(sql`
      SELECT ${columns} FROM postings p ${joins} WHERE p.employee = ${employee}::uuid ORDER BY p.from_day DESC`)),
  ];
}

/** Who belongs to an office on a day, by work unit and name. */
export async function listMembers(db: Reader, opd: string, day: string): Promise<Member[]> {
  return [
    ...(await db.execute<{ [Field in keyof Member]: Member[Field] }>(sql`
      SELECT e.id AS employee, e.name, e.nip, ${columns}
      FROM postings p JOIN employees e ON e.id = p.employee ${joins}
      WHERE p.opd = ${opd}::uuid AND e.active AND p.from_day <= ${day}::date
        AND (p.to_day IS NULL OR p.to_day >= ${day}::date)
      ORDER BY w.name NULLS FIRST, e.name, e.nip`)),
  ];
}

export async function listWorkUnits(db: Reader, opd: string | undefined, day: string): Promise<WorkUnit[]> {
  const ofOffice: SQL = opd === undefined ? sql`` : sql`WHERE w.opd = ${opd}::uuid`;
  return [
    ...(await db.execute<{ [Field in keyof WorkUnit]: WorkUnit[Field] }>(sql`
      SELECT w.id, w.opd, w.parent, w.name, (
        SELECT count(*)::int FROM postings p JOIN employees e ON e.id = p.employee
        WHERE p.work_unit = w.id AND e.active AND p.from_day <= ${day}::date
          AND (p.to_day IS NULL OR p.to_day >= ${day}::date)
      ) AS people
      FROM work_units w ${ofOffice} ORDER BY w.name`)),
  ];
}
