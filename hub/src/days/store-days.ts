import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import type { JudgedDay } from './day-judge.ts';
import { packVerdict, type VerdictRow } from './verdict-row.ts';

type Writer = Pick<Database['db'], 'execute'>;

/** A column travels as one text: PostgreSQL takes it apart several times faster than the client writes an array. */
const SEPARATOR = '\u001f';
/** A day that is still open waits for its end, whatever its doors say. */
const OPEN = '-';

interface Row extends VerdictRow {
  readonly opd: string;
  readonly closesAt: number | null;
  readonly awaits: string | null;
}

/** What a day that is not final waits for, as the table holds it. */
export function awaitsOf(silentDoors: readonly string[], open: boolean): string {
  return open ? OPEN : silentDoors.join(' ');
}

/**
 * Stores verdicts in place of those that were there; what has not changed is not written again.
 * @param revision of the policies that gave them
 * @returns how many changed or are new
 */
export async function storeDays(
  tx: Writer,
  judged: readonly JudgedDay[],
  { revision, asOf }: { revision: number; asOf: Date },
): Promise<number> {
  if (judged.length === 0) return 0;
  const rows = judged.map(({ verdict, opd, closesAtMs }): Row => {
    const open = closesAtMs !== null && closesAtMs > asOf.getTime();
    const awaits = verdict.final ? null : awaitsOf(verdict.silentDoors, open);
    return { ...packVerdict(verdict), opd, closesAt: closesAtMs, awaits };
  });
  // A clause is free text of which a day has one of very few: they are sent once, and by number.
  const clauses = [...new Set(rows.map(({ clause }) => clause))];
  const numbers = new Map(clauses.map((clause, number) => [clause, number + 1]));
  const of = (read: (row: Row) => string | number | boolean | null) =>
    rows.map((row) => read(row) ?? '').join(SEPARATOR);
  const list = (read: (row: Row) => string | number | boolean | null) =>
    sql`string_to_array(${of(read)}, ${SEPARATOR}, '')`;
  const [stored] = await tx.execute<{ changed: number }>(sql`
    WITH stored AS (
      INSERT INTO days AS d (employee, day, opd, status, final, phase, arrival, departure, late, early, evidence,
        schedule, clause, detail, closes_at, awaits, policy)
      SELECT v.employee, v.day, v.opd, v.status, v.final, v.phase, to_timestamp(v.arrival / 1000.0),
        to_timestamp(v.departure / 1000.0), v.late, v.early, coalesce(v.evidence, ''), v.schedule,
        (${JSON.stringify(clauses)}::text::jsonb) ->> (v.clause - 1), v.detail, to_timestamp(v.closes_at / 1000.0),
        CASE WHEN v.final THEN NULL ELSE coalesce(v.awaits, '') END, ${revision}::bigint
      FROM unnest(
        ${list(({ employee }) => employee)}::uuid[], ${list(({ day }) => day)}::date[], ${list(({ opd }) => opd)}::uuid[],
        ${list(({ status }) => status)}, ${list(({ final }) => final)}::boolean[], ${list(({ phase }) => phase)},
        ${list(({ arrival }) => arrival)}::float8[], ${list(({ departure }) => departure)}::float8[],
        ${list(({ late }) => late)}::int[], ${list(({ early }) => early)}::int[], ${list(({ evidence }) => evidence)},
        ${list(({ schedule }) => schedule)}, ${list(({ clause }) => numbers.get(clause) ?? null)}::int[],
        ${list(({ detail }) => (detail === null ? null : JSON.stringify(detail)))}::jsonb[],
        ${list(({ closesAt }) => closesAt)}::float8[], ${list(({ awaits }) => awaits)}
      ) AS v(employee, day, opd, status, final, phase, arrival, departure, late, early, evidence, schedule, clause,
             detail, closes_at, awaits)
      ON CONFLICT (employee, day) DO UPDATE SET
        opd = excluded.opd, status = excluded.status, final = excluded.final, phase = excluded.phase,
        arrival = excluded.arrival, departure = excluded.departure, late = excluded.late, early = excluded.early,
        evidence = excluded.evidence, schedule = excluded.schedule, clause = excluded.clause,
        detail = excluded.detail, closes_at = excluded.closes_at, awaits = excluded.awaits, policy = excluded.policy,
        judged_at = excluded.judged_at
      WHERE (d.opd, d.status, d.final, d.phase, d.arrival, d.departure, d.late, d.early, d.evidence, d.schedule,
             d.clause, d.detail, d.closes_at, d.awaits)
        IS DISTINCT FROM (excluded.opd, excluded.status, excluded.final, excluded.phase, excluded.arrival,
             excluded.departure, excluded.late, excluded.early, excluded.evidence, excluded.schedule, excluded.clause,
             excluded.detail, excluded.closes_at, excluded.awaits)
      RETURNING 1
    ) SELECT count(*)::int AS changed FROM stored`);
  return stored?.changed ?? 0;
}

/** Removes what was stored of days of which nothing is to be said any more: he had no place on them. */
export async function forgetDays(
  tx: Writer,
  unjudged: readonly { readonly employee: string; readonly day: string }[],
): Promise<void> {
  if (unjudged.length === 0) return;
  await tx.execute(sql`
    DELETE FROM days d USING json_to_recordset(${JSON.stringify(unjudged)}::text::json) AS v(employee uuid, day date)
    WHERE d.employee = v.employee AND d.day = v.day`);
}
