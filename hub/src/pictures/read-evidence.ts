import type { EvidenceOverview, EvidenceState } from '@hadir/shared/api/pictures';
import { and, count, desc, eq, isNotNull, min, sum } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { auditLog, users } from '../database/schema.ts';
import { pictures } from '../database/tables/pictures.ts';
import { EVIDENCE_POLICY, readEvidencePolicy } from './evidence-policy.ts';

type Read = Pick<Database, 'db' | 'sql'>;

const MOST_OPENINGS = 20;
export const OPENED = 'evidence-opened';

export async function readEvidenceOverview({ db, sql }: Read): Promise<EvidenceOverview> {
  const policy = await readEvidencePolicy(db);
  const [change] = await db
    .select({ at: auditLog.at, by: users.name })
    .from(auditLog)
    .leftJoin(users, eq(users.id, auditLog.user))
    .where(and(eq(auditLog.action, 'evidence-policy-changed'), eq(auditLog.subject, EVIDENCE_POLICY)))
    .orderBy(desc(auditLog.id))
    .limit(1);
  const [counts] = await sql<EvidenceOverview['units'][]>`
    WITH served AS (
      SELECT u.id, coalesce((u.settings->>'evidence')::boolean, false) = ${policy.on} AS follows,
             (SELECT c.state FROM commands c WHERE c.unit = u.id AND c."order"->>'do' = 'settings'
              ORDER BY c.issued_at DESC, c.id LIMIT 1) AS last
      FROM units u JOIN bindings b ON b.unit = u.id AND b.until IS NULL WHERE u.state = 'active'
    )
    SELECT count(*)::int AS "all", (count(*) FILTER (WHERE follows))::int AS following,
           (count(*) FILTER (WHERE NOT follows AND last = 'refused'))::int AS refusing
    FROM served`;
  const [kept] = await db
    .select({ pictures: count(), bytes: sum(pictures.bytes), oldest: min(pictures.takenAt) })
    .from(pictures)
    .where(and(eq(pictures.kind, 'evidence'), isNotNull(pictures.sealed)));
  return {
    policy,
    changedAt: change?.at.toISOString() ?? null,
    changedBy: change?.by ?? null,
    units: counts ?? { all: 0, following: 0, refusing: 0 },
    kept: {
      pictures: kept?.pictures ?? 0,
      bytes: Number(kept?.bytes ?? 0),
      oldest: kept?.oldest?.toISOString() ?? null,
    },
  };
}

/** What is known of the picture that an entry names. */
export async function readEvidenceState({ db }: Pick<Read, 'db'>, id: string): Promise<EvidenceState> {
  const [row] = await db
    .select({ takenAt: pictures.takenAt, removedAt: pictures.removedAt })
    .from(pictures)
    .where(and(eq(pictures.id, id), eq(pictures.kind, 'evidence')));
  const openings = await db
    .select({ at: auditLog.at, by: users.name, detail: auditLog.detail })
    .from(auditLog)
    .leftJoin(users, eq(users.id, auditLog.user))
    .where(and(eq(auditLog.action, OPENED), eq(auditLog.subject, id)))
    .orderBy(desc(auditLog.id))
    .limit(MOST_OPENINGS);
  return {
    id,
    state: row === undefined ? 'awaited' : row.removedAt === null ? 'kept' : 'removed',
    takenAt: row?.takenAt.toISOString() ?? null,
    removedAt: row?.removedAt?.toISOString() ?? null,
    opened: openings.map(({ at, by, detail }) => ({ at: at.toISOString(), by, reason: readReason(detail) })),
  };
}

function readReason(detail: unknown): string {
  const known = typeof detail === 'object' && detail !== null && 'reason' in detail;
  return known && typeof detail.reason === 'string' ? detail.reason : '';
}
