import type { Finding } from '@hadir/shared/api/findings';
import { and, desc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Database } from '../database/open-database.ts';
import { employees, opds, users } from '../database/schema.ts';
import { frozenResults, manipulationFindings } from '../database/tables/tpp.ts';
import type { SignedIn } from '../users/session-store.ts';

interface FindingSearch {
  readonly id?: string | undefined;
  readonly month?: string | undefined;
  readonly opd?: string | undefined;
}

/** Those that wait for a second person first, then the newest; at most 500. */
export async function listFindings(
  db: Pick<Database['db'], 'select'>,
  viewer: SignedIn,
  { id, month, opd }: FindingSearch,
): Promise<Finding[]> {
  const [recorder, decider, revoker] = [alias(users, 'recorder'), alias(users, 'decider'), alias(users, 'revoker')];
  const rows = await db
    .select({
      finding: manipulationFindings,
      name: employees.name,
      nip: employees.nip,
      position: employees.position,
      opd: employees.opd,
      opdName: opds.name,
      recordedBy: recorder.name,
      decidedBy: decider.name,
      revokedBy: revoker.name,
      frozen: frozenResults.digest,
    })
    .from(manipulationFindings)
    .innerJoin(employees, eq(employees.id, manipulationFindings.employee))
    .innerJoin(opds, eq(opds.id, employees.opd))
    .innerJoin(recorder, eq(recorder.id, manipulationFindings.recordedBy))
    .leftJoin(decider, eq(decider.id, manipulationFindings.decidedBy))
    .leftJoin(revoker, eq(revoker.id, manipulationFindings.revokedBy))
    .leftJoin(
      frozenResults,
      and(
        eq(frozenResults.month, manipulationFindings.month),
        eq(frozenResults.employee, manipulationFindings.employee),
      ),
    )
    .where(
      and(
        id === undefined ? undefined : eq(manipulationFindings.id, id),
        month === undefined ? undefined : eq(manipulationFindings.month, month),
        opd === undefined ? undefined : eq(employees.opd, opd),
      ),
    )
    .orderBy(sql`${manipulationFindings.state} = 'recorded' DESC`, desc(manipulationFindings.recordedAt))
    .limit(500);
  return rows.map(({ finding, recordedBy, decidedBy, revokedBy, frozen, ...person }) => {
    const second =
      viewer.role === 'inspectorate' && finding.recordedBy !== viewer.id && finding.employee !== viewer.employee;
    return {
      id: finding.id,
      employee: finding.employee,
      rank: null,
      ...person,
      month: finding.month,
      state: finding.state,
      summary: finding.summary,
      evidence: finding.evidence,
      recordedBy,
      recordedAt: finding.recordedAt.toISOString(),
      decidedBy,
      decidedAt: finding.decidedAt?.toISOString() ?? null,
      note: finding.note,
      revokedBy,
      revokeReason: finding.revokeReason,
      frozen: frozen !== null,
      mayDecide: second && finding.state === 'recorded',
      mayRevoke: second && finding.state === 'confirmed',
    };
  });
}
