import type { Supervisor } from '@hadir/shared/api/assistance';
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';

/** Fewer than so many in 30 days is no habit, whatever the others do. */
const LEAST_TO_STAND_OUT = 10;
/** So many times what is usual among those who assist at all. */
const TIMES_USUAL = 3;

type Row = Omit<Supervisor, 'standsOut' | 'namedAt' | 'pinSetAt' | 'cardMadeAt' | 'codeExpires'> & {
  namedAt: number;
  pinSetAt: number | null;
  cardMadeAt: number | null;
  codeExpires: number | null;
};

/**
 * Reads those who may assist now, with how often they did in the 30 days before `now`. Whoever stands out does so among
 * all of the region, whatever part of it is asked for.
 */
export async function listSupervisors(
  db: Pick<Database['db'], 'execute'>,
  { opd, employee, id }: { opd?: string | undefined; employee?: string; id?: string },
  now: Date,
): Promise<Supervisor[]> {
  const at = now.toISOString();
  const rows = await db.execute<Row>(sql`
    SELECT s.id, s.employee, e.name, e.nip, s.opd, o.name AS "opdName", ${milliseconds('s.named_at')} AS "namedAt",
      ${milliseconds('s.pin_set_at')} AS "pinSetAt", ${milliseconds('s.card_made_at')} AS "cardMadeAt",
      CASE WHEN s.code_expires > ${at}::timestamptz THEN ${milliseconds('s.code_expires')} END AS "codeExpires",
      EXISTS (SELECT FROM templates t WHERE t.employee = s.employee AND t.removed_at IS NULL) AS "hasFace",
      coalesce(a.assisted, 0)::int AS assisted, coalesce(a.refused, 0)::int AS refused
    FROM supervisors s
    JOIN employees e ON e.id = s.employee
    JOIN opds o ON o.id = s.opd
    LEFT JOIN (
      SELECT a.supervisor, count(*) AS assisted, count(*) FILTER (WHERE d.decision = 'refused') AS refused
      FROM assisted_entries a
      LEFT JOIN LATERAL (
        SELECT decision FROM assistance_decisions d
        WHERE d.unit = a.unit AND d.binding = a.binding AND d.seq = a.seq ORDER BY d.at DESC LIMIT 1
      ) d ON true
      WHERE a.seen_at > ${at}::timestamptz - interval '30 days'
      GROUP BY a.supervisor
    ) a ON a.supervisor = s.employee
    WHERE s.ended_at IS NULL
    ORDER BY o.name, e.name, s.id`);
  const usual = median(rows.map(({ assisted }) => assisted).filter((count) => count > 0));
  return rows
    .filter(
      (row) =>
        (opd === undefined || row.opd === opd) &&
        (employee === undefined || row.employee === employee) &&
        (id === undefined || row.id === id),
    )
    .map((row) => ({
      ...row,
      namedAt: toInstant(row.namedAt) ?? '',
      pinSetAt: toInstant(row.pinSetAt),
      cardMadeAt: toInstant(row.cardMadeAt),
      codeExpires: toInstant(row.codeExpires),
      standsOut: row.assisted >= LEAST_TO_STAND_OUT && row.assisted > usual * TIMES_USUAL,
    }));
}

function milliseconds(column: string): SQL {
  return sql`(extract(epoch FROM ${sql.raw(column)}) * 1000)::float8`;
}

function toInstant(ms: number | null): string | null {
  return ms === null ? null : new Date(Math.round(ms)).toISOString();
}

/** The lower one of the two in the middle: two who assist are compared with the one who does it less. */
function median(counts: readonly number[]): number {
  return counts.toSorted((a, b) => a - b)[(counts.length - 1) >> 1] ?? 0;
}
