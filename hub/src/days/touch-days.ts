import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';

type Writer = Pick<Database['db'], 'execute'>;

/** On which days that have to be judged again are told of. */
export const DAYS_CHANNEL = 'hadir_days';
/** More people than this in one stroke wait behind those that somebody is waiting for. */
const BULK = 300;

/**
 * Has days judged again. Call it in the transaction of what touched them, after the change: the work is as durable as
 * the change, and begins on some hub when both are committed.
 * @param from first day, YYYY-MM-DD @param to last day; days to come are judged when they come
 */
export async function touchDays(tx: Writer, employees: readonly string[], from: string, to: string): Promise<void> {
  if (employees.length === 0 || to < from) return;
  const bulk = employees.length > BULK;
  await enqueue(
    tx,
    sql`SELECT DISTINCT value::uuid, ${from}::date, ${to}::date, ${bulk}::boolean
        FROM json_array_elements_text(${JSON.stringify(employees)}::text::json)`,
  );
}

/** Like `touchDays` for everybody in service who belongs to one of the offices, or to any. */
export async function touchEverybody(
  tx: Writer,
  { from, to, opd }: { from: string; to: string; opd?: string | undefined },
): Promise<void> {
  if (to < from) return;
  const ofOffice = opd === undefined ? sql`` : sql`AND p.opd = ${opd}::uuid`;
  await enqueue(
    tx,
    sql`SELECT e.id, ${from}::date, ${to}::date, true
        FROM employees e JOIN postings p ON p.employee = e.id
        WHERE e.active AND p.from_day <= ${to}::date AND (p.to_day IS NULL OR p.to_day >= ${from}::date) ${ofOffice}
        GROUP BY e.id ORDER BY min(p.opd::text), e.id`,
  );
}

/** @param rows SELECT of employee, first day, last day, bulk. */
async function enqueue(tx: Writer, rows: SQL): Promise<void> {
  await tx.execute(sql`INSERT INTO day_queue (employee, from_day, to_day, bulk) ${rows}`);
  await tx.execute(sql`SELECT pg_notify(${DAYS_CHANNEL}, '')`);
}
