import type { Capacity, RequestState } from '@hadir/shared/api/requests';
import { eq, sql } from 'drizzle-orm';
import { requestSteps, requests } from '../database/tables/requests.ts';
import { notFound } from '../http/http-problem.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';

export type RequestRow = typeof requests.$inferSelect;

export interface Step {
  readonly state: RequestState;
  readonly at: Date;
  readonly by: string | null;
  readonly capacity: Capacity;
  readonly note: string | null;
}

/** @throws HttpProblem 404. The row stays locked until the transaction ends, so that of two deciders the second sees what the first did. */
export async function lockRequest(tx: Transaction, id: string): Promise<RequestRow> {
  const [row] = await tx.select().from(requests).where(eq(requests.id, id)).for('no key update');
  if (!row) throw notFound('Permohonan ini');
  return row;
}

/** Takes a request, which is locked or new, to its next state. */
export async function recordStep(tx: Transaction, request: string, step: Step): Promise<void> {
  const { state, at } = step;
  await tx.insert(requestSteps).values({
    request,
    ...step,
    number: sql`(SELECT coalesce(max(number), 0) + 1 FROM request_steps WHERE request = ${request}::uuid)`,
  });
  await tx
    .update(requests)
    .set({ state, stateSince: at, ...(state === 'submitted' ? { submittedAt: at } : {}) })
    .where(eq(requests.id, request));
}

/**
 * Two requests of one employee are handed in one after the other, so that the second finds the first. Several are locked
 * in one order, so that two letters with the same people do not wait for each other.
 */
export async function lockEmployees(tx: Transaction, employees: readonly string[]): Promise<void> {
  await tx.execute(sql`
    SELECT 1 FROM employees
    WHERE id IN (SELECT value::uuid FROM json_array_elements_text(${JSON.stringify(employees)}::text::json))
    ORDER BY id FOR NO KEY UPDATE`);
}
