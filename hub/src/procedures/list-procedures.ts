import type { Procedure, Step } from '@hadir/shared/api/procedures';
import { and, desc, eq, inArray, isNull, or, type SQL } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { doors, opds, procedureSteps, procedures, users } from '../database/schema.ts';
import type { SignedIn } from '../users/session-store.ts';
import { describeWaiting } from './describe-waiting.ts';
import { readLifecyclePolicy } from './lifecycle-policy.ts';
import { type Plan, type ProcedureFacts, planProcedure, STEPS_OF } from './plan-procedure.ts';
import { readFacts } from './read-facts.ts';

export interface ProcedureFilter {
  readonly id?: string | undefined;
  readonly unit?: string | undefined;
  readonly door?: string | undefined;
  readonly opd?: string | undefined;
  readonly open?: boolean | undefined;
  readonly limit?: number | undefined;
}

type Reader = Pick<Database['db'], 'select' | 'execute'>;
type RecordedStep = typeof procedureSteps.$inferSelect;

/** Procedures as BKD sees them, newest first, each with its steps and with what it waits for. */
export async function listProcedures(db: Reader, filter: ProcedureFilter, viewer: SignedIn): Promise<Procedure[]> {
  const rows = await db
    .select({
      id: procedures.id,
      kind: procedures.kind,
      state: procedures.state,
      door: procedures.door,
      doorName: doors.name,
      opdName: opds.name,
      oldUnit: procedures.oldUnit,
      newUnit: procedures.newUnit,
      reason: procedures.reason,
      requester: procedures.requestedBy,
      requestedBy: users.name,
      createdAt: procedures.createdAt,
      finishedAt: procedures.finishedAt,
    })
    .from(procedures)
    .innerJoin(doors, eq(doors.id, procedures.door))
    .innerJoin(opds, eq(opds.id, doors.opd))
    .leftJoin(users, eq(users.id, procedures.requestedBy))
    .where(and(...conditionsOf(filter)))
    .orderBy(desc(procedures.createdAt), desc(procedures.id))
    .limit(filter.limit ?? 200);
  const policy = await readLifecyclePolicy(db);
  const steps = await readSteps(
    db,
    rows.map(({ id }) => id),
  );
  const facts = await readFacts(
    db,
    rows.filter(({ state }) => state === 'running').map(({ id }) => id),
  );
  return rows.map(({ requester, ...row }) => {
    const known = facts.get(row.id);
    const plan = known === undefined ? null : planProcedure(known);
    const needsOther = policy.secondPerson.includes(row.kind) && requester === viewer.id;
    return {
      ...row,
      createdAt: row.createdAt.toISOString(),
      finishedAt: row.finishedAt?.toISOString() ?? null,
      mayApprove: row.state === 'awaiting-approval' && viewer.role === 'admin_bkd' && !needsOther,
      mayClaim: known !== undefined && plan !== null && isClaimable(known, plan),
      steps: showSteps(row, steps.get(row.id) ?? new Map(), plan),
    };
  });
}

function conditionsOf({ id, unit, door, opd, open }: ProcedureFilter): (SQL | undefined)[] {
  return [
    id === undefined ? undefined : eq(procedures.id, id),
    unit === undefined ? undefined : or(eq(procedures.oldUnit, unit), eq(procedures.newUnit, unit)),
    door === undefined ? undefined : eq(procedures.door, door),
    opd === undefined ? undefined : eq(doors.opd, opd),
    open === true ? isNull(procedures.finishedAt) : undefined,
  ];
}

async function readSteps(db: Reader, ids: readonly string[]): Promise<Map<string, Map<string, RecordedStep>>> {
  const steps = new Map<string, Map<string, RecordedStep>>();
  if (ids.length === 0) return steps;
  const rows = await db
    .select()
    .from(procedureSteps)
    .where(inArray(procedureSteps.procedure, [...ids]));
  for (const row of rows) {
    const own = steps.get(row.procedure) ?? new Map<string, RecordedStep>();
    steps.set(row.procedure, own.set(row.name, row));
  }
  return steps;
}

/** A new unit may come as soon as the procedure runs, whether or not the old one has answered. */
export function isClaimable({ kind, newUnit, oldUnit, occupant }: ProcedureFacts, { current }: Plan): boolean {
  const isClaiming = kind === 'install' || kind === 'replace' || kind === 'reactivate';
  const isFree = occupant === null || occupant === oldUnit?.id;
  return isClaiming && current !== null && newUnit === null && isFree;
}

function showSteps(
  { kind, state }: Pick<Procedure, 'kind' | 'state'>,
  recorded: ReadonlyMap<string, RecordedStep>,
  plan: Plan | null,
): Step[] {
  const reached = new Map(plan?.reached.map((step) => [step.name, step.state]));
  let isCurrent = state === 'awaiting-approval' || state === 'running';
  return STEPS_OF[kind].map((name): Step => {
    const behind = recorded.get(name);
    if (behind !== undefined) return { name, state: behind.state, at: behind.at.toISOString(), detail: behind.detail };
    const now = reached.get(name);
    if (now !== undefined) return { name, state: now, at: null, detail: null };
    const first = isCurrent;
    isCurrent = false;
    return { name, state: first ? 'current' : 'ahead', at: null, detail: first ? describeCurrent(state, plan) : null };
  });
}

function describeCurrent(state: Procedure['state'], plan: Plan | null): string | null {
  if (state === 'awaiting-approval') return 'Menunggu persetujuan orang kedua.';
  return plan !== null && 'for' in plan.next ? describeWaiting(plan.next) : null;
}
