import type { CaseDecision, CaseDelivery, CaseRevocation } from '@hadir/shared/api/discipline';
import type { SanctionStep } from '@hadir/shared/api/policies/discipline-policy';
import { eq } from 'drizzle-orm';
import type { Static } from 'typebox';
import { employees } from '../database/schema.ts';
import { disciplineCases } from '../database/tables/discipline.ts';
import { fieldProblem, forbidden, HttpProblem } from '../http/http-problem.ts';
import { addDays, deadlineAfter } from '../rules/discipline/working-days.ts';
import { change, demand, demandDay, demandGround, type HeldCase, happened } from './hold-case.ts';
import { decisiveSteps } from './next-step.ts';
import { isTurnOf } from './record-steps.ts';

/** A later cut than this is a slip of the pen. */
const LATEST_CUT_MONTHS = 12;

/** Accepts a proposal: its case goes on. Nothing is decided by that yet. @throws HttpProblem */
export async function acceptProposal(held: HeldCase, note: string): Promise<void> {
  demand(held, 'official', 'proposed');
  demandGround(held);
  const { today } = held;
  await change(held, { state: 'open', openedOn: today });
  await happened(held, 'accepted', today, note);
}

export async function rejectProposal(held: HeldCase, note: string): Promise<void> {
  demand(held, 'official', 'proposed');
  await change(held, { state: 'rejected' });
  await happened(held, 'rejected', held.today, note);
}

/** Lets an open case of the same person and year carry what the proposal says. @throws HttpProblem */
export async function mergeProposal(held: HeldCase, into: string, note: string): Promise<void> {
  demand(held, 'official', 'proposed');
  demandGround(held);
  const { tx, row, now, today } = held;
  const [target] = await tx.select().from(disciplineCases).where(eq(disciplineCases.id, into)).for('update');
  const same = target?.employee === row.employee && target.kind === row.kind && target.year === row.year;
  if (target === undefined || !same || target.state !== 'open')
    throw fieldProblem(
      'no-such-case',
      'into',
      'Hanya perkara yang terbuka dari pegawai dan tahun yang sama yang dapat dituju.',
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

/** What the competent official decided, by the number of his decree. @throws HttpProblem */
export async function decideSanction(held: HeldCase, given: Static<typeof CaseDecision>): Promise<void> {
  demand(held, 'official', 'open');
  const { row, policies, powers } = held;
  if (row.kind === 'chain')
    throw new HttpProblem(409, 'not-a-sanction', 'Peringatan ketidakhadiran tidak diputus dengan hukuman.');
  demandGround(held);
  const { decision } = decisiveSteps(policies);
  if (!isTurnOf(held, decision))
    throw new HttpProblem(409, 'not-its-turn', 'Langkah sebelum keputusan belum selesai atau belum dilewati.');
  demandDay(held, given.on);
  const step = await decidedStep(held, given);
  if (step !== null && step.grade !== 'light' && !powers.anyGrade)
    throw forbidden('Hukuman sedang dan berat diputuskan PPK. Laporkan perkara ini kepada pejabat yang berwenang.');
  const { number, official, on } = given;
  const made = { step, number, official, on, deliveredOn: null, inForceFrom: null, fromMonth: null };
  await change(held, { state: 'decided', decision: made });
  await happened(held, 'decided', on, `${number}: ${step?.name ?? 'tidak terbukti'}`, decision);
}

/** @returns null for no sanction. Where no ladder is set the official names the sanction and its ground himself. */
async function decidedStep(
  { tx, row, policies }: HeldCase,
  { sanction, unlisted }: Static<typeof CaseDecision>,
): Promise<SanctionStep | null> {
  const [person] = await tx.select({ kind: employees.kind }).from(employees).where(eq(employees.id, row.employee));
  const { steps } = policies.discipline[person?.kind ?? 'PNS'];
  if (unlisted !== undefined) {
    if (steps.length > 0 || sanction !== null)
      throw fieldProblem('ladder-set', 'unlisted', 'Pilih hukuman dari jenjang yang berlaku.');
    const without = { grade: 'middle', fromDays: 1, toDays: null, months: null, tppFactor: null } as const;
    return { code: 'di_luar_jenjang', ...without, ...unlisted };
  }
  const step = sanction === null ? null : steps.find(({ code }) => code === sanction);
  if (step === undefined)
    throw fieldProblem('unknown-sanction', 'sanction', 'Hukuman ini tidak ada dalam jenjang yang berlaku.');
  return step;
}

/** The decision reached the person: from then its days until it is in force are counted. @throws HttpProblem */
export async function deliverDecision(held: HeldCase, { on, fromMonth }: Static<typeof CaseDelivery>): Promise<void> {
  demand(held, 'official', 'decided');
  const { row, policies } = held;
  const { decision } = row;
  if (decision?.step == null)
    throw new HttpProblem(409, 'nothing-to-deliver', 'Perkara ini diputuskan tanpa hukuman; cukup ditutup.');
  demandGrade(held);
  if (on < decision.on) throw fieldProblem('before-decision', 'on', 'Penyampaian tidak dapat mendahului keputusannya.');
  demandDay(held, on);
  const limit = { count: policies.discipline.inForceOnDay, unit: 'working_days' } as const;
  const inForceFrom = deadlineAfter(on, limit, policies.isOfficeDay);
  if (fromMonth !== undefined && fromMonth < inForceFrom.slice(0, 7))
    throw fieldProblem(
      'before-in-force',
      'fromMonth',
      `Keputusan baru berlaku ${inForceFrom}; bulan ini mendahuluinya.`,
    );
  const latest = addDays(inForceFrom, LATEST_CUT_MONTHS * 31).slice(0, 7);
  if (fromMonth !== undefined && fromMonth > latest)
    throw fieldProblem('too-late', 'fromMonth', `Pemotongan paling lambat dimulai bulan ${latest}.`);
  const after = addDays(`${inForceFrom.slice(0, 7)}-01`, 31).slice(0, 7);
  const cut = decision.step.tppFactor === null ? null : (fromMonth ?? after);
  await change(held, { state: 'delivered', decision: { ...decision, deliveredOn: on, inForceFrom, fromMonth: cut } });
  await happened(held, 'delivered', on, `Berlaku ${inForceFrom}`, decisiveSteps(policies).delivery);
}

/**
 * The competent official took his decision back, after an objection or because its days fell away: it cuts nothing any
 * more. Settled months change only by a correction. @throws HttpProblem
 */
export async function revokeDecision(held: HeldCase, given: Static<typeof CaseRevocation>): Promise<void> {
  demand(held, 'official', 'decided', 'delivered');
  const { decision } = held.row;
  if (decision?.step == null)
    throw new HttpProblem(409, 'nothing-to-revoke', 'Perkara ini diputuskan tanpa hukuman; cukup ditutup.');
  demandGrade(held);
  const { number, official, on, note } = given;
  if (on < decision.on) throw fieldProblem('before-decision', 'on', 'Pencabutan tidak dapat mendahului keputusannya.');
  demandDay(held, on);
  await change(held, { state: 'revoked', decision: { ...decision, revoked: { number, official, on } } });
  await happened(held, 'revoked', on, `${number}: ${note}`);
}

/** Ends a case without a sanction: explained, dealt with, groundless, or not proven. @throws HttpProblem */
export async function closeCase(held: HeldCase, note: string): Promise<void> {
  const { row, events, powers } = held;
  if (powers.self) throw new HttpProblem(403, 'own-matter', 'Anda tidak dapat bertindak dalam perkara Anda sendiri.');
  if (row.kind === 'chain' ? !powers.closesChain : !powers.official)
    throw forbidden('Perkara ini ditutup oleh pejabat yang berwenang.');
  const notProven = row.state === 'decided' && row.decision?.step == null;
  const explained =
    row.state === 'open' &&
    (row.groundlessSince !== null ||
      (row.kind === 'chain' && events.some(({ kind }) => kind === 'clarified' || kind === 'acted')));
  if (!notProven && !explained)
    throw new HttpProblem(409, 'not-to-close', 'Perkara ini belum selesai, jadi belum dapat ditutup.');
  await change(held, { state: 'closed' });
  await happened(held, 'closed', held.today, note);
}

function demandGrade({ row, powers }: HeldCase): void {
  if (row.decision?.step?.grade !== 'light' && !powers.anyGrade)
    throw forbidden('Hukuman sedang dan berat adalah wewenang PPK.');
}
