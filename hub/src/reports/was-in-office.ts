import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';

/** Whether somebody belonged to an office on some day of a month. @param month YYYY-MM */
export async function wasInOffice(
  db: Pick<Database['db'], 'execute'>,
  employee: string,
  opd: string,
  month: string,
): Promise<boolean> {
  const first = `${month}-01`;
  const rows = await db.execute(sql`
    SELECT 1 FROM postings
    WHERE employee = ${employee}::uuid AND opd = ${opd}::uuid
      AND from_day < ${first}::date + interval '1 month' AND (to_day IS NULL OR to_day >= ${first}::date)
    LIMIT 1`);
  return rows.length > 0;
}
