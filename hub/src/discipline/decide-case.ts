import type { CaseDecision, CaseDelivery } from '@hadir/shared/api/discipline';
import { eq } from 'drizzle-orm';
import type { Static } from 'typebox';
import { employees } from '../database/schema.ts';
import { disciplineCases, disciplineEvents } from '../database/tables/discipline.ts';
import { fieldProblem, forbidden, HttpProblem, notFound } from '../http/http-problem.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import type { CasePolicies } from '../rules/discipline/plan-cases.ts';
import { addDays, deadlineAfter } from '../rules/discipline/working-days.ts';
import type { SignedIn } from '../users/session-store.ts';
import { writeAudit } from '../users/write-audit.ts';
import { type CasePowers, powersOver } from './case-powers.ts';
import type { CaseRow, EventRow } from './case-record.ts';
import { findSuperior } from './find-superior.ts';
import { decisiveSteps, scheduleOf } from './next-step.ts';

/** A case that this transaction holds, with all that an action on it needs. */
export interface HeldCase {
  readonly tx: Transaction;
  readonly row: CaseRow;
  readonly events: readonly EventRow[];
  readonly powers: CasePowers;
  readonly by: SignedIn;
  readonly policies: CasePolicies;
  readonly today: string;
  readonly now: Date;
}

export async function holdCase(
  tx: Transaction,
  id: string,
  by: SignedIn,
  policies: CasePolicies,
  today: string,
  now: Date,
): Promise<HeldCase> {
  const [row] = await tx.select().from(disciplineCases).where(eq(disciplineCases.id, id)).for('update');
  if (row === undefined) throw notFound('Perkara ini');
  const events = await tx
    .select()
    .from(disciplineEvents)
    .where(eq(disciplineEvents.case, id))
    .orderBy(disciplineEvents.number);
  const superior = await findSuperior(tx, row.employee, row.proposedOn);
  const powers = powersOver(by, row, superior?.employee ?? null);
  return { tx, row, events, powers, by, policies, today, now };
}

/** Accepts a proposal: its case goes on. Nothing is decided by that yet. @throws HttpProblem */
export async function acceptProposal(held: HeldCase, note: string): Promise<void> {
  demand(held, 'official', 'proposed');
  const { today } = held;
  await change(held, { state: 'open', openedOn: today });
  await happened(held, 'accepted', today, note);
}

export async function rejectProposal(held: HeldCase, note: string): Promise<void> {
  demand(held, 'official', 'proposed');
  await change(held, { state: 'rejected' });
  await happened(held, 'rejected', held.today, note);
}

/** Lets an open case of the same person carry what the proposal says. @throws HttpProblem */
export async function mergeProposal(held: HeldCase, into: string, note: string): Promise<void> {
  demand(held, 'official', 'proposed');
  const { tx, row, now, today } = held;
  const [target] = await tx.select().from(disciplineCases).where(eq(disciplineCases.id, into)).for('update');
  if (target === undefined || target.employee !== row.employee || target.state !== 'open' || target.kind !== row.kind)
    throw fieldProblem(
      'no-such-case',
      'into',
      'Hanya perkara yang terbuka dari pegawai yang sama yang dapat dituju.',
      409,
    );
  await tx
    .update(disciplineCases)
    .set({ step: row.step, ground: row.ground, updatedAt: now })
    .where(eq(disciplineCases.id, into));
  await change(held, { state: 'merged', mergedInto: into });
  await happened(held, 'merged', today, note);
  await happened({ ...held, row: target }, 'changed', today, note);
}

/** Notes that a step of the procedure was done on that day. @throws HttpProblem where it is not its turn */
export async function recordStep(held: HeldCase, code: string, on: string, note: string | undefined): Promise<void> {
  demandTurn(held, code);
  demandDay(held, on);
  await change(held, {});
  await happened(held, 'step', on, note ?? null, code);
}

/** Notes that a step is not needed: a second summons for somebody who came to the first. */
export async function skipStep(held: HeldCase, code: string, note: string): Promise<void> {
  demandTurn(held, code);
  await change(held, {});
  await happened(held, 'skipped', held.today, note, code);
}

/** What the competent official decided, by the number of his decree. @throws HttpProblem */
export async function decideSanction(held: HeldCase, given: Static<typeof CaseDecision>): Promise<void> {
  demand(held, 'official', 'open');
  const { tx, row, policies } = held;
  const { decision } = decisiveSteps(policies);
  if (!isTurnOf(held, decision))
    throw new HttpProblem(409, 'not-its-turn', 'Langkah sebelum keputusan belum selesai atau belum dilewati.');
  demandDay(held, given.on);
  const [person] = await tx.select({ kind: employees.kind }).from(employees).where(eq(employees.id, row.employee));
  const steps = policies.discipline[person?.kind ?? 'PNS'].steps;
  const step = given.sanction === null ? null : steps.find(({ code }) => code === given.sanction);
  if (step === undefined)
    throw fieldProblem('unknown-sanction', 'sanction', 'Hukuman ini tidak ada dalam jenjang yang berlaku.');
  const { number, official, on } = given;
  const made = { step, number, official, on, deliveredOn: null, inForceFrom: null, fromMonth: null };
  await change(held, { state: 'decided', decision: made });
  await happened(held, 'decided', on, `${number}: ${step?.name ?? 'tidak terbukti'}`, decision);
}

/** The decision reached the person: from then its days until it is in force are counted. @throws HttpProblem */
export async function deliverDecision(held: HeldCase, { on, fromMonth }: Static<typeof CaseDelivery>): Promise<void> {
  demand(held, 'official', 'decided');
  const { row, policies } = held;
  const { decision } = row;
  if (decision?.step == null)
    throw new HttpProblem(409, 'nothing-to-deliver', 'Perkara ini diputuskan tanpa hukuman; cukup ditutup.');
  demandDay(held, on);
  if (on < decision.on) throw fieldProblem('before-decision', 'on', 'Penyampaian tidak dapat mendahului keputusannya.');
  const limit = { count: policies.discipline.inForceOnDay, unit: 'working_days' } as const;
  const inForceFrom = deadlineAfter(on, limit, policies.isOfficeDay);
  if (fromMonth !== undefined && fromMonth < inForceFrom.slice(0, 7))
    throw fieldProblem(
      'before-in-force',
      'fromMonth',
      `Keputusan baru berlaku ${inForceFrom}; bulan ini mendahuluinya.`,
    );
  const after = addDays(`${inForceFrom.slice(0, 7)}-01`, 31).slice(0, 7);
  const cut = decision.step.tppFactor === null ? null : (fromMonth ?? after);
  await change(held, { state: 'delivered', decision: { ...decision, deliveredOn: on, inForceFrom, fromMonth: cut } });
  await happened(held, 'delivered', on, `Berlaku ${inForceFrom}`, decisiveSteps(policies).delivery);
}

/** The employee explained himself, or somebody wrote down that he did. @throws HttpProblem */
export async function clarify(held: HeldCase, on: string, note: string): Promise<void> {
  const { powers } = held;
  if (!powers.self && !powers.bkd && !powers.superior) throw forbidden();
  demandChain(held);
  demandDay(held, on);
  await change(held, {});
  await happened(held, 'clarified', on, note);
}

/** The superior did something about the absence. @throws HttpProblem */
export async function act(held: HeldCase, on: string, note: string): Promise<void> {
  demand(held, 'superior', 'open');
  demandChain(held);
  demandDay(held, on);
  await change(held, {});
  await happened(held, 'acted', on, note);
}

/** The superior reported to the competent official what is not his own to decide. @throws HttpProblem */
export async function report(held: HeldCase, on: string, note: string): Promise<void> {
  demand(held, 'superior', 'open');
  demandDay(held, on);
  await change(held, {});
  await happened(held, 'reported', on, note);
}

/** Ends a case without a sanction: explained, dealt with, groundless, or not proven. @throws HttpProblem */
export async function closeCase(held: HeldCase, note: string): Promise<void> {
  const { row, events, powers } = held;
  if (!powers.official) throw forbidden('Perkara ini ditutup oleh pejabat yang berwenang.');
  const notProven = row.state === 'decided' && row.decision?.step == null;
  const explained =
    row.state === 'open' &&
    (row.groundlessSince !== null || events.some(({ kind }) => kind === 'clarified' || kind === 'acted'));
  if (!notProven && !explained)
    throw new HttpProblem(409, 'not-to-close', 'Perkara ini belum selesai, jadi belum dapat ditutup.');
  await change(held, { state: 'closed' });
  await happened(held, 'closed', held.today, note);
}

function demand({ row, powers }: HeldCase, power: 'official' | 'superior', state: CaseRow['state']): void {
  if (powers.self) throw new HttpProblem(403, 'own-matter', 'Anda tidak dapat bertindak dalam perkara Anda sendiri.');
  if (!powers[power])
    throw forbidden(
      power === 'official' ? 'Ini diputuskan oleh pejabat yang berwenang.' : 'Ini tugas atasan langsung atau BKD.',
    );
  if (row.state !== state)
    throw new HttpProblem(409, 'other-state', 'Perkara ini sudah berubah keadaannya. Muat ulang halaman.');
}

function demandChain({ row }: HeldCase): void {
  if (row.kind !== 'chain' || row.state !== 'open')
    throw new HttpProblem(409, 'not-a-chain', 'Ini hanya untuk peringatan ketidakhadiran yang masih terbuka.');
}

function demandTurn(held: HeldCase, code: string): void {
  demand(held, held.powers.superior ? 'superior' : 'official', 'open');
  const { decision, delivery } = decisiveSteps(held.policies);
  const { powers, policies } = held;
  const step = policies.discipline.procedure.find((each) => each.code === code);
  if (step === undefined || code === decision || code === delivery)
    throw fieldProblem('unknown-step', 'step', 'Langkah ini tidak ada, atau dicatat sebagai keputusan.');
  if (step.owner === 'bkd' && !powers.bkd) throw forbidden('Langkah ini dicatat oleh BKD.');
  if (!isTurnOf(held, code))
    throw new HttpProblem(409, 'not-its-turn', 'Langkah sebelumnya belum selesai, atau langkah ini sudah dicatat.');
}

function isTurnOf({ row, events, policies, today }: HeldCase, code: string): boolean {
  const steps = scheduleOf(row, events, policies, today)?.steps ?? [];
  return steps.some(({ step, state }) => step.code === code && (state === 'due' || state === 'overdue'));
}

function demandDay({ row, today }: HeldCase, on: string): void {
  if (Number.isNaN(Date.parse(on)) || on > today)
    throw fieldProblem('day-to-come', 'on', 'Catat yang sudah terjadi: tanggal ini belum tiba atau tidak ada.');
  if (on < (row.openedOn ?? row.proposedOn))
    throw fieldProblem('before-the-case', 'on', 'Tanggal ini mendahului perkaranya.');
}

async function change({ tx, row, now }: HeldCase, set: Partial<CaseRow>): Promise<void> {
  await tx
    .update(disciplineCases)
    .set({ ...set, updatedAt: now })
    .where(eq(disciplineCases.id, row.id));
}

export async function happened(
  { tx, row, by, now }: HeldCase,
  kind: (typeof disciplineEvents.$inferInsert)['kind'],
  on: string,
  note: string | null,
  step: string | null = null,
): Promise<void> {
  await tx.insert(disciplineEvents).values({ case: row.id, at: now, by: by.id, kind, step, on, note });
  // What people explain about themselves stays in the case; the audit log says that they did.
  await writeAudit(tx, by.id, `discipline-${kind}`, row.id, step === null ? { on } : { on, step });
}
