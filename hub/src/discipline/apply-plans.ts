import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { disciplineCases, disciplineEvents } from '../database/tables/discipline.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import type { CasePlan, KnownCase } from '../rules/discipline/plan-cases.ts';
import { writeAudit } from '../users/write-audit.ts';
import { toKnownCase } from './case-record.ts';
import { findSuperior } from './find-superior.ts';

interface CaseSubject {
  readonly employee: string;
  readonly opd: string;
  readonly year: number;
}

/** @returns the person's cases of that year; holds off whoever would plan for the same person until the transaction ends. */
export async function lockCases(tx: Transaction, { employee, year }: CaseSubject): Promise<KnownCase[]> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`discipline ${employee}`}, 0))`);
  const rows = await tx
    .select()
    .from(disciplineCases)
    .where(and(eq(disciplineCases.employee, employee), eq(disciplineCases.year, year)))
    .orderBy(asc(disciplineCases.proposedOn), asc(disciplineCases.id));
  if (rows.length === 0) return [];
  const events = await tx
    .select()
    .from(disciplineEvents)
    .where(
      inArray(
        disciplineEvents.case,
        rows.map(({ id }) => id),
      ),
    )
    .orderBy(asc(disciplineEvents.number));
  return rows.map((row) =>
    toKnownCase(
      row,
      events.filter((event) => event.case === row.id),
    ),
  );
}

/** Does what the rules ask for, each with its line in the case's history and in the audit log. */
export async function applyPlans(
  tx: Transaction,
  subject: CaseSubject,
  plans: readonly CasePlan[],
  today: string,
  now: Date,
): Promise<void> {
  for (const plan of plans) {
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
        break;
      }
      case 'change':
      case 'refresh':
        await tx
          .update(disciplineCases)
          .set({ step: plan.step, ground: plan.ground, updatedAt: now })
          .where(eq(disciplineCases.id, plan.id));
        if (plan.do === 'change')
          await note(tx, plan.id, 'changed', today, now, `${plan.ground.total}: ${plan.ground.days.join(' ')}`);
        break;
      case 'groundless':
      case 'grounded':
        await tx
          .update(disciplineCases)
          .set({ groundlessSince: plan.do === 'groundless' ? today : null, updatedAt: now })
          .where(eq(disciplineCases.id, plan.id));
        await note(tx, plan.id, plan.do, today, now, null);
        break;
      case 'propose-superior':
        await proposeSuperior(tx, subject, plan, today, now);
        break;
    }
  }
}

async function proposeSuperior(
  tx: Transaction,
  { employee, opd, year }: CaseSubject,
  { about, step, clause }: Extract<CasePlan, { do: 'propose-superior' }>,
  today: string,
  now: Date,
): Promise<void> {
  const superior = await findSuperior(tx, employee, today);
  // Where nobody knows who the superior is there is nobody to propose a case against; it is tried again every night.
  if (superior === null) return;
  const ground = {
    days: [],
    total: 0,
    longestRun: 0,
    clause,
    because: 'superior',
    payStopsFrom: null,
    openDays: [],
  } as const;
  const subject = { employee: superior.employee, opd, year };
  const id = await open(tx, subject, { kind: 'superior', step, ground, subject: about }, today, now);
  await tx.update(disciplineCases).set({ hasSuperiorCase: true }).where(eq(disciplineCases.id, about));
  if (id !== null) await note(tx, id, 'proposed', today, now, null);
}

type NewCase = Pick<typeof disciplineCases.$inferInsert, 'kind' | 'state' | 'openedOn' | 'step' | 'ground' | 'subject'>;

async function open(
  tx: Transaction,
  subject: CaseSubject,
  given: NewCase,
  today: string,
  now: Date,
): Promise<string | null> {
  const [stored] = await tx
    .insert(disciplineCases)
    .values({ ...subject, ...given, proposedOn: today, updatedAt: now })
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
