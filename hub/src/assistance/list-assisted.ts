import type { AssistedPunch } from '@hadir/shared/api/assistance';
import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';

export interface AssistedQuery {
  readonly opd?: string | undefined;
  readonly employee?: string | undefined;
  readonly supervisor?: string | undefined;
  /** Local days of the doors. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly entry?: { readonly unit: string; readonly binding: number; readonly seq: number };
  readonly limit: number;
  readonly offset: number;
}

type Row = Omit<AssistedPunch, 'seenAt' | 'receivedAt' | 'refused'> & {
  total: number;
  seenAt: number;
  receivedAt: number;
  decision: 'refused' | 'restored' | null;
  decisionReason: string;
  decidedBy: string;
  decidedAt: number;
};

/** Reads what supervisors answered for, newest first, with the last word of BKD about each. */
export async function listAssisted(
  db: Pick<Database['db'], 'execute'>,
  { opd, employee, supervisor, from, to, entry, limit, offset }: AssistedQuery,
): Promise<{ total: number; punches: AssistedPunch[] }> {
  const all = sql`true`;
  const rows = await db.execute<Row>(sql`
    SELECT (count(*) OVER ())::int AS total, a.unit, a.binding, a.seq, a.employee, e.name, e.nip, o.id AS opd,
      o.name AS "opdName", a.supervisor, coalesce(s.name, a.supervisor::text) AS "supervisorName",
      EXISTS (SELECT FROM supervisors n WHERE n.employee = a.supervisor AND n.opd = d.opd AND n.named_at <= a.seen_at
        AND (n.ended_at IS NULL OR n.ended_at > a.seen_at)) AS authorised,
      a.door, d.name AS "doorName", z.zone, a.day::text,
      (extract(epoch FROM a.seen_at) * 1000)::float8 AS "seenAt",
      (extract(epoch FROM t.received_at) * 1000)::float8 AS "receivedAt",
      a.second, a.reason, a.note, w.decision, w.reason AS "decisionReason", coalesce(u.name, '') AS "decidedBy",
      (extract(epoch FROM w.at) * 1000)::float8 AS "decidedAt"
    FROM assisted_entries a
    JOIN entries t ON t.unit = a.unit AND t.binding = a.binding AND t.seq = a.seq
    JOIN employees e ON e.id = a.employee
    JOIN opds o ON o.id = e.opd
    JOIN doors d ON d.id = a.door
    JOIN opds z ON z.id = d.opd
    LEFT JOIN employees s ON s.id = a.supervisor
    LEFT JOIN LATERAL (
      SELECT decision, reason, "by", at FROM assistance_decisions w
      WHERE w.unit = a.unit AND w.binding = a.binding AND w.seq = a.seq ORDER BY at DESC LIMIT 1
    ) w ON true
    LEFT JOIN users u ON u.id = w."by"
    WHERE ${opd === undefined ? all : sql`(e.opd = ${opd}::uuid OR d.opd = ${opd}::uuid)`}
      AND ${employee === undefined ? all : sql`a.employee = ${employee}::uuid`}
      AND ${supervisor === undefined ? all : sql`a.supervisor = ${supervisor}::uuid`}
      AND ${from === undefined ? all : sql`a.day >= ${from}::date`}
      AND ${to === undefined ? all : sql`a.day <= ${to}::date`}
      AND ${entry === undefined ? all : sql`a.unit = ${entry.unit} AND a.binding = ${entry.binding} AND a.seq = ${entry.seq}`}
    ORDER BY a.seen_at DESC, a.unit, a.seq DESC
    LIMIT ${limit} OFFSET ${offset}`);
  return { total: rows[0]?.total ?? 0, punches: rows.map(toPunch) };
}

function toPunch(row: Row): AssistedPunch {
  const { total: _, decision, decisionReason, decidedBy, decidedAt, ...punch } = row;
  return {
    ...punch,
    seenAt: toInstant(row.seenAt),
    receivedAt: toInstant(row.receivedAt),
    refused: decision === 'refused' ? { reason: decisionReason, by: decidedBy, at: toInstant(decidedAt) } : null,
  };
}

function toInstant(ms: number): string {
  return new Date(Math.round(ms)).toISOString();
}
