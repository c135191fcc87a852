import type { QuarantinedMessage, QuarantineState } from '@hadir/shared/api/units';
import { and, desc, eq, inArray, isNotNull, isNull, lt, ne, not, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { quarantine, users } from '../database/schema.ts';
import { EVIDENCE_REASONS, OVERFLOW } from './evidence.ts';

export interface WantedMessages {
  readonly unit?: string | undefined;
  readonly decision?: QuarantineState | undefined;
  readonly id?: string | undefined;
  /** Id of the last one already shown. */
  readonly before?: string | undefined;
  readonly limit: number;
}

const decidable = and(inArray(quarantine.reason, [...EVIDENCE_REASONS]), ne(quarantine.digest, OVERFLOW)) as SQL;

/** Quarantined messages, the latest first. */
export async function readQuarantine(db: Database['db'], wanted: WantedMessages): Promise<QuarantinedMessage[]> {
  const { unit, decision, id, before, limit } = wanted;
  const conditions: (SQL | undefined)[] = [
    unit === undefined ? undefined : eq(quarantine.unit, unit),
    id === undefined ? undefined : eq(quarantine.id, BigInt(id)),
    before === undefined ? undefined : lt(quarantine.id, BigInt(before)),
    decision === undefined ? undefined : decidedAs(decision),
  ];
  const rows = await db
    .select({
      id: quarantine.id,
      unit: quarantine.unit,
      reason: quarantine.reason,
      detail: quarantine.detail,
      bytes: quarantine.bytes,
      times: quarantine.times,
      receivedAt: quarantine.receivedAt,
      lastAt: quarantine.lastAt,
      decidable: sql<boolean>`${decidable}`,
      decision: quarantine.decision,
      decidedBy: users.name,
      decidedAt: quarantine.decidedAt,
      note: quarantine.note,
    })
    .from(quarantine)
    .leftJoin(users, eq(users.id, quarantine.decidedBy))
    .where(and(...conditions))
    .orderBy(desc(quarantine.id))
    .limit(limit);
  return rows.map(({ decidable, ...row }) => ({
    ...row,
    id: String(row.id),
    receivedAt: row.receivedAt.toISOString(),
    lastAt: row.lastAt.toISOString(),
    decision: row.decision ?? (decidable ? 'waiting' : 'final'),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  }));
}

function decidedAs(state: QuarantineState): SQL | undefined {
  switch (state) {
    case 'waiting':
      return and(decidable, isNull(quarantine.decision));
    case 'final':
      return and(not(decidable), isNull(quarantine.decision));
    default:
      return and(isNotNull(quarantine.decision), eq(quarantine.decision, state));
  }
}
