import type { ReportStaff } from '@hadir/shared/api/reports';
import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { readMandates, staffOf } from '../delegations/mandates.ts';
import type { SignedIn } from '../users/session-store.ts';

type StaffMember = ReportStaff['staff'][number];

/** Those for whom this reader answers as direct superior, or in the place of one, by name. @param day YYYY-MM-DD */
export async function readStaffOf(
  db: Pick<Database['db'], 'execute'>,
  reader: SignedIn,
  now: Date,
  day: string,
): Promise<StaffMember[]> {
  if (reader.employee === null) return [];
  const mandates = await readMandates(db, reader, now);
  const rows = await db.execute<{ [Field in keyof StaffMember]: StaffMember[Field] }>(sql`
    SELECT e.id, e.name, e.nip, o.id AS opd, o.name AS "opdName"
    FROM employees e JOIN opds o ON o.id = e.opd
    WHERE ${staffOf(mandates, reader, sql`e.id`, day)}
    ORDER BY e.name, e.nip`);
  return rows.map((row) => ({ ...row }));
}
