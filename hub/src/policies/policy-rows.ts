import type { Policies, PolicySummary } from '@hadir/shared/api/policies';
import type { PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import { UNCHECKED } from '@hadir/shared/api/policies/unchecked';
import { aliasedTable, desc, eq, getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { users } from '../database/schema.ts';
import { policyEditions } from '../database/tables/policies.ts';

type Reader = Pick<Database['db'], 'select'>;
export type EditionRow = typeof policyEditions.$inferSelect;

export interface NamedRow {
  /** Of its document no more than tells calendars apart. */
  readonly row: EditionRow;
  readonly unchecked: boolean;
  readonly createdBy: string | null;
  readonly proposedBy: string | null;
  readonly activatedBy: string | null;
  readonly withdrawalAskedBy: string | null;
  readonly withdrawnBy: string | null;
}

const ROLES = ['creator', 'proposer', 'activator', 'asker', 'withdrawer'] as const;
type People = [typeof users, typeof users, typeof users, typeof users, typeof users];
/** A duty roster may be an edition of megabytes: documents stay where they are unless one is asked for. */
const headOfDocument = sql<unknown>`CASE WHEN ${policyEditions.kind} = 'calendar' THEN jsonb_build_object(
  'scope', ${policyEditions.document} -> 'scope', 'year', ${policyEditions.document} -> 'year') END`;
const unchecked = sql<boolean>`(${policyEditions.legalBasis} || ${policyEditions.note} ||
  CASE WHEN ${policyEditions.kind} = 'assignments' THEN '' ELSE ${policyEditions.document}::text END) ~* ${UNCHECKED}`;

/** Editions with the names of those who had to do with them, the latest first. */
export function readNamedRows(db: Reader, where?: SQL): Promise<NamedRow[]> {
  const [creator, proposer, activator, asker, withdrawer] = ROLES.map((name) => aliasedTable(users, name)) as People;
  return db
    .select({
      row: { ...getTableColumns(policyEditions), document: headOfDocument },
      unchecked,
      createdBy: creator.name,
      proposedBy: proposer.name,
      activatedBy: activator.name,
      withdrawalAskedBy: asker.name,
      withdrawnBy: withdrawer.name,
    })
    .from(policyEditions)
    .leftJoin(creator, eq(creator.id, policyEditions.createdBy))
    .leftJoin(proposer, eq(proposer.id, policyEditions.proposedBy))
    .leftJoin(activator, eq(activator.id, policyEditions.activatedBy))
    .leftJoin(asker, eq(asker.id, policyEditions.withdrawalAskedBy))
    .leftJoin(withdrawer, eq(withdrawer.id, policyEditions.withdrawnBy))
    .where(where)
    .orderBy(desc(policyEditions.effectiveFrom), desc(policyEditions.activation), desc(policyEditions.createdAt));
}

export function toEditionValue({ kind, effectiveFrom, effectiveTo, legalBasis, note, document }: EditionRow): unknown {
  return { kind, effectiveFrom, effectiveTo, legalBasis, note, document };
}

/** Whose days of which year a calendar has; what is in force is decided for each by itself. */
export function scopeOf({ kind, document }: Pick<EditionRow, 'kind' | 'document'>): string | null {
  if (kind !== 'calendar') return null;
  const { year, scope } = document as Extract<PolicyEdition, { kind: 'calendar' }>['document'];
  return `${scope} ${year}`;
}

/** @returns ids of the editions that hold on that day: for calendars, of those of their scope and year. */
export function heldOn(rows: readonly EditionRow[], day: string): Set<string> {
  const active = rows.filter(({ state }) => state === 'active').sort((a, b) => compare(b, a));
  const held = new Map<string, string>();
  for (const row of active) {
    const scope = scopeOf(row);
    const applies = row.effectiveFrom <= day && (row.effectiveTo === null || day <= row.effectiveTo);
    const key = `${row.kind} ${scope ?? ''}`;
    if ((scope !== null || applies) && !held.has(key)) held.set(key, row.id);
  }
  return new Set(held.values());
}

/** The later first day weighs more, then the later activation. */
function compare(a: EditionRow, b: EditionRow): number {
  if (a.effectiveFrom !== b.effectiveFrom) return a.effectiveFrom < b.effectiveFrom ? -1 : 1;
  return (a.activation ?? 0) - (b.activation ?? 0);
}

export function toSummary({ row, unchecked: marked, ...names }: NamedRow, held: ReadonlySet<string>): PolicySummary {
  const { id, kind, effectiveFrom, effectiveTo, legalBasis, note, state, shipped, withdrawnReason } = row;
  return {
    ...{ id, kind, effectiveFrom, effectiveTo, legalBasis, note, state, shipped, withdrawnReason },
    scope: scopeOf(row),
    inForce: held.has(id),
    created: step(row.createdAt, names.createdBy),
    proposed: step(row.proposedAt, names.proposedBy),
    activated: step(row.activatedAt, names.activatedBy),
    withdrawn: step(row.withdrawnAt, names.withdrawnBy),
    withdrawalAsked:
      row.withdrawalAskedAt === null || state === 'withdrawn'
        ? null
        : {
            at: row.withdrawalAskedAt.toISOString(),
            by: names.withdrawalAskedBy,
            reason: row.withdrawalAskedReason ?? '',
          },
    unchecked: marked,
  };
}

function step(at: Date | null, by: string | null): Policies['policies'][number]['created'] {
  return at === null ? null : { at: at.toISOString(), by };
}
