import type { Correction } from '@hadir/shared/api/tpp';
import { and, desc, eq, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Database } from '../database/open-database.ts';
import { employees, opds, users } from '../database/schema.ts';
import { frozenResults, tppCorrections } from '../database/tables/tpp.ts';
import type { SignedIn } from '../users/session-store.ts';
import { changedLines } from './changed-lines.ts';

interface CorrectionSearch {
  readonly id?: string | undefined;
  readonly employee?: string | undefined;
  readonly month?: string | undefined;
  readonly opd?: string | undefined;
  readonly state?: Correction['state'] | undefined;
}

/** Those that wait first, then the newest; at most 500. */
export async function listCorrections(
  db: Pick<Database['db'], 'select'>,
  viewer: SignedIn,
  search: CorrectionSearch,
): Promise<Correction[]> {
  const { id, employee, month, opd, state } = search;
  const proposer = alias(users, 'proposer');
  const decider = alias(users, 'decider');
  const conditions: (SQL | undefined)[] = [
    id === undefined ? undefined : eq(tppCorrections.id, id),
    employee === undefined ? undefined : eq(tppCorrections.employee, employee),
    month === undefined ? undefined : eq(tppCorrections.month, month),
    opd === undefined ? undefined : eq(tppCorrections.opd, opd),
    state === undefined ? undefined : eq(tppCorrections.state, state),
  ];
  const rows = await db
    .select({
      correction: tppCorrections,
      name: employees.name,
      nip: employees.nip,
      person: frozenResults.person,
      opdName: opds.name,
      proposedByName: proposer.name,
      decidedByName: decider.name,
    })
    .from(tppCorrections)
    .innerJoin(employees, eq(employees.id, tppCorrections.employee))
    .innerJoin(opds, eq(opds.id, tppCorrections.opd))
    .innerJoin(proposer, eq(proposer.id, tppCorrections.proposedBy))
    .leftJoin(decider, eq(decider.id, tppCorrections.decidedBy))
    .leftJoin(
      frozenResults,
      and(eq(frozenResults.month, tppCorrections.month), eq(frozenResults.employee, tppCorrections.employee)),
    )
    .where(and(...conditions))
    .orderBy(sql`${tppCorrections.state} = 'proposed' DESC`, desc(tppCorrections.proposedAt), tppCorrections.id)
    .limit(500);
  return rows.map(({ correction, name, nip, person, opdName, proposedByName, decidedByName }) => ({
    id: correction.id,
    employee: correction.employee,
    name,
    nip,
    rank: person?.rank ?? null,
    position: person?.position ?? null,
    opd: correction.opd,
    opdName,
    month: correction.month,
    state: correction.state,
    reason: correction.reason,
    before: correction.before?.total ?? null,
    after: correction.after.total,
    difference: correction.difference,
    changes: changedLines(correction.before, correction.after),
    proposedBy: proposedByName,
    proposedAt: correction.proposedAt.toISOString(),
    decidedBy: decidedByName,
    decidedAt: correction.decidedAt?.toISOString() ?? null,
    note: correction.note,
    mayDecide:
      viewer.role === 'admin_bkd' &&
      correction.state === 'proposed' &&
      correction.proposedBy !== viewer.id &&
      correction.employee !== viewer.employee,
  }));
}
