import { fieldProblem, forbidden, HttpProblem } from '../http/http-problem.ts';
import { letterRecord, stepRecord } from './case-record.ts';
import { change, demand, demandDay, demandGround, type HeldCase, happened } from './hold-case.ts';
import { decisiveSteps, scheduleOf } from './next-step.ts';

/** Notes that a step of the procedure was done on that day. @throws HttpProblem where it is not its turn */
export async function recordStep(held: HeldCase, code: string, on: string, note: string | undefined): Promise<void> {
  demandTurn(held, code);
  demandDay(held, on);
  await change(held, {});
  await happened(held, 'step', on, note ?? null, code);
}

/** Notes that a step is not needed: a second summons for somebody who came to the first. @throws HttpProblem */
export async function skipStep(held: HeldCase, code: string, note: string): Promise<void> {
  demandTurn(held, code);
  if (!maySkip(held, code))
    throw new HttpProblem(
      409,
      'not-to-skip',
      'Panggilan tidak dapat dilewati sebelum yang bersangkutan diperiksa: catat panggilannya dahulu.',
    );
  await change(held, {});
  await happened(held, 'skipped', held.today, note, code);
}

/** Whoever was not examined has to be summoned; an examination to which nobody came is passed over. */
export function maySkip({ events }: Pick<HeldCase, 'events'>, code: string): boolean {
  if (!code.startsWith('panggilan')) return true;
  return Object.entries(stepRecord(events)).some(([step, on]) => step.startsWith('pemeriksaan') && on !== 'skipped');
}

/** Takes back what was recorded last by mistake; both stay in the history. @throws HttpProblem */
export async function undoStep(held: HeldCase, code: string, note: string): Promise<void> {
  demand(held, held.powers.superior ? 'superior' : 'official', 'open');
  demandOwner(held, code);
  if (lastStep(held) !== code)
    throw new HttpProblem(409, 'not-the-last', 'Hanya langkah yang tercatat terakhir yang dapat dibatalkan.');
  if (letterRecord(held.events).has(code))
    throw new HttpProblem(409, 'has-letter', 'Langkah ini tercatat dari suratnya: tarik suratnya.');
  await change(held, {});
  await happened(held, 'withdrawn', held.today, note, code);
}

/** @returns the step that was recorded or passed over last and not taken back; null where there is none */
export function lastStep({ events, policies }: Pick<HeldCase, 'events' | 'policies'>): string | null {
  const record = stepRecord(events);
  return policies.discipline.procedure.findLast(({ code }) => record[code] !== undefined)?.code ?? null;
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
  if (held.row.kind !== 'sanction')
    throw new HttpProblem(409, 'not-a-sanction', 'Laporan ini hanya untuk usulan hukuman yang sudah diterima.');
  demandGround(held);
  demandDay(held, on);
  await change(held, {});
  await happened(held, 'reported', on, note);
}

function demandChain({ row }: HeldCase): void {
  if (row.kind !== 'chain' || row.state !== 'open')
    throw new HttpProblem(409, 'not-a-chain', 'Ini hanya untuk peringatan ketidakhadiran yang masih terbuka.');
}

function demandTurn(held: HeldCase, code: string): void {
  demand(held, held.powers.superior ? 'superior' : 'official', 'open');
  demandGround(held);
  demandOwner(held, code);
  if (!isTurnOf(held, code))
    throw new HttpProblem(409, 'not-its-turn', 'Langkah sebelumnya belum selesai, atau langkah ini sudah dicatat.');
}

function demandOwner({ policies, powers }: HeldCase, code: string): void {
  const { decision, delivery } = decisiveSteps(policies);
  const step = policies.discipline.procedure.find((each) => each.code === code);
  if (step === undefined || code === decision || code === delivery)
    throw fieldProblem('unknown-step', 'step', 'Langkah ini tidak ada, atau dicatat sebagai keputusan.');
  if (step.owner === 'bkd' && !powers.bkd) throw forbidden('Langkah ini dicatat oleh BKD.');
}

export function isTurnOf({ row, events, policies, today }: HeldCase, code: string): boolean {
  const steps = scheduleOf(row, events, policies, today)?.steps ?? [];
  return steps.some(({ step, state }) => step.code === code && (state === 'due' || state === 'overdue'));
}
