import { and, eq, sql } from 'drizzle-orm';
import { idList } from '../database/id-list.ts';
import type { Database } from '../database/open-database.ts';
import { disciplineCases } from '../database/tables/discipline.ts';
import type { SanctionDecision } from '../rules/discipline/sanctions-in-month.ts';

/** Sanctions that were decided and delivered, as far as they concern TPP, by employee. */
export async function readSanctions(
  db: Pick<Database['db'], 'select'>,
  employees: readonly string[],
): Promise<Map<string, SanctionDecision[]>> {
  const { id, employee, decision, state } = disciplineCases;
  const rows = await db
    .select({ id, employee, decision })
    .from(disciplineCases)
    .where(and(eq(employee, sql`ANY (${idList(employees)})`), eq(state, 'delivered')))
    .orderBy(id);
  const byEmployee = new Map<string, SanctionDecision[]>();
  for (const row of rows) {
    const step = row.decision?.step ?? null;
    const fromMonth = row.decision?.fromMonth ?? null;
    if (step === null || fromMonth === null) continue;
    const sanction = { id: row.id, step, fromMonth, approvals: [row.decision?.number ?? ''] };
    byEmployee.set(row.employee, [...(byEmployee.get(row.employee) ?? []), sanction]);
  }
  return byEmployee;
}
