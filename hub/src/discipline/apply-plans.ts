import { eq } from 'drizzle-orm';
import { disciplineCases, disciplineEvents } from '../database/tables/discipline.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import type { DayVerdict } from '../rules/day/day-verdict.ts';
import type { CasePlan } from '../rules/discipline/plan-cases.ts';
import { writeAudit } from '../users/write-audit.ts';
import { fallenDays } from './fallen-days.ts';
import type { Superior } from './find-superior.ts';

interface CaseSubject {
  readonly employee: string;
  readonly opd: string;
  readonly year: number;
  readonly superior: Superior | null;
  readonly verdicts: readonly DayVerdict[];
}

/**
 * Does what the rules ask for, each with its line in the case's history and in the audit log.
 * @returns what changed something
 */
export async function applyPlans(
  tx: Transaction,
  subject: CaseSubject,
  plans: readonly CasePlan[],
  today: string,
  now: Date,
): Promise<CasePlan['do'][]> {
  const done: CasePlan['do'][] = [];
  for (const plan of plans) if (await applyPlan(tx, subject, plan, today, now)) done.push(plan.do);
  return done;
}

async function applyPlan(
  tx: Transaction,
  subject: CaseSubject,
  plan: CasePlan,
  today: string,
  now: Date,
): Promise<boolean> {
  switch (plan.do) {
    case 'propose':
    case 'warn': {
      const warning = plan.do === 'warn';
      const opened = warning
        ? ({ kind: 'chain', state: 'open', openedOn: today } as const)
        : ({ kind: 'sanction' } as const);
      const step = warning ? null : plan.step;
      const run = warning ? (plan.ground.days[0] ?? '') : '';
      const id = await open(tx, subject, { ...opened, step, ground: plan.ground, subject: run }, today, now);
      if (id !== null) await note(tx, id, warning ? 'warned' : 'proposed', today, now, plan.ground.days.join(' '));
      return id !== null;
    }
    case 'change':
    case 'refresh':
      await tx
        .update(disciplineCases)
        .set({ step: plan.step, ground: plan.ground, updatedAt: now })
        .where(eq(disciplineCases.id, plan.id));
      if (plan.do === 'change') await note(tx, plan.id, 'changed', today, now, plan.ground.days.join(' '));
      return true;
    case 'groundless':
    case 'grounded': {
      const groundlessSince = plan.do === 'groundless' ? today : null;
      const [row] = await tx
        .update(disciplineCases)
        .set({ groundlessSince, updatedAt: now })
        .where(eq(disciplineCases.id, plan.id))
        .returning({ ground: disciplineCases.ground });
      const fallen = fallenDays(row?.ground.days ?? [], subject.verdicts);
      await note(tx, plan.id, plan.do, today, now, fallen.map(({ day, status }) => `${day}=${status}`).join(' '));
      return true;
    }
    case 'propose-superior':
      return proposeSuperior(tx, subject, plan, today, now);
  }
}

/** Proposed for the office to which the superior himself belongs, whose head stands above him. */
async function proposeSuperior(
  tx: Transaction,
  { superior, year }: CaseSubject,
  { about, step, clause }: Extract<CasePlan, { do: 'propose-superior' }>,
  today: string,
  now: Date,
): Promise<boolean> {
  if (superior === null) return false;
  const ground = {
    days: [],
    total: 0,
    longestRun: 0,
    clause,
    because: 'superior',
    payStopsFrom: null,
    openDays: [],
  } as const;
  const subject = { employee: superior.employee, opd: superior.opd, year };
  const id = await open(tx, subject, { kind: 'superior', step, ground, subject: about }, today, now);
  await tx.update(disciplineCases).set({ hasSuperiorCase: true }).where(eq(disciplineCases.id, about));
  if (id !== null) await note(tx, id, 'proposed', today, now, null);
  return id !== null;
}

type NewCase = Pick<typeof disciplineCases.$inferInsert, 'kind' | 'state' | 'openedOn' | 'step' | 'ground' | 'subject'>;

async function open(
  tx: Transaction,
  { employee, opd, year }: Pick<CaseSubject, 'employee' | 'opd' | 'year'>,
  given: NewCase,
  today: string,
  now: Date,
): Promise<string | null> {
  const [stored] = await tx
    .insert(disciplineCases)
    .values({ employee, opd, year, ...given, proposedOn: today, updatedAt: now })
    .onConflictDoNothing()
    .returning({ id: disciplineCases.id });
  return stored?.id ?? null;
}

async function note(
  tx: Transaction,
  id: string,
  kind: 'proposed' | 'warned' | 'changed' | 'groundless' | 'grounded',
  on: string,
  at: Date,
  text: string | null,
): Promise<void> {
  await tx.insert(disciplineEvents).values({ case: id, at, by: null, kind, on, note: text });
  await writeAudit(tx, null, `discipline-${kind}`, id);
}
