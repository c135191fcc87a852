import type { Capacity, RequestDecision, RequestState } from '@hadir/shared/api/requests';
import { localDay } from '@hadir/shared/time/local-day';
import { touchDays } from '../days/touch-days.ts';
import { readChains } from '../delegations/decision-chain.ts';
import { capacityFor, readMandates } from '../delegations/mandates.ts';
import { attachFiles } from '../evidence-files/store-files.ts';
import { fieldProblem, forbidden, HttpProblem } from '../http/http-problem.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import type { SignedIn } from '../users/session-store.ts';
import { writeAudit } from '../users/write-audit.ts';
import { lockEmployees, lockRequest, type RequestRow, recordStep } from './record-step.ts';
import { readRequestPolicy } from './request-policy.ts';
import { isDenied } from './witnesses.ts';
import { mayChange } from './write-request.ts';

/**
 * The superior's decision, or BKD's verification after it. What is approved for good has the days judged again.
 * @throws HttpProblem 403 where he may not, 409 where it was decided already.
 */
export async function decideRequest(
  tx: Transaction,
  id: string,
  by: SignedIn,
  decision: RequestDecision,
  now: Date,
): Promise<void> {
  const row = await lockRequest(tx, id);
  const note = decision.note?.trim() ?? '';
  if (row.employee === by.employee)
    throw new HttpProblem(403, 'own-request', 'Tidak seorang pun memutuskan permohonannya sendiri.');
  const capacity = await standing(tx, row, by, decision, note, now);
  if (decision.verdict === 'refuse') {
    if (note.length < 3)
      throw fieldProblem(
        'note-missing',
        'note',
        'Tuliskan alasan penolakan, agar pemohon tahu apa yang harus diperbaiki.',
      );
    await recordStep(tx, id, { state: 'refused', at: now, by: by.id, capacity, note });
    await writeAudit(tx, by.id, 'request-refused', id, { employee: row.employee, stage: decision.stage, capacity });
    return;
  }
  if (note.length < 3 && (await isDenied(tx, id)))
    throw fieldProblem('note-missing', 'note', 'Saksi menyangkal. Tuliskan mengapa permohonan ini tetap disetujui.');
  const step = { at: now, by: by.id, capacity, note: note === '' ? null : note };
  if (decision.stage === 'superior') {
    await recordStep(tx, id, { ...step, state: 'endorsed' });
    await writeAudit(tx, by.id, 'request-endorsed', id, { employee: row.employee, capacity });
    if (!(await superiorSuffices(tx, row))) return;
    await recordStep(tx, id, { state: 'verified', at: now, by: null, capacity: 'policy', note: null });
  } else {
    await recordStep(tx, id, { ...step, state: 'verified' });
    await writeAudit(tx, by.id, 'request-verified', id, { employee: row.employee, capacity });
  }
  await touchDays(tx, [row.employee], row.from, row.to);
}

/** @returns as whom he decides. */
async function standing(
  tx: Transaction,
  row: RequestRow,
  by: SignedIn,
  { stage, override }: RequestDecision,
  note: string,
  now: Date,
): Promise<Capacity> {
  const expected: RequestState = stage === 'superior' ? 'submitted' : 'endorsed';
  if (stage === 'verification') {
    if (by.role !== 'admin_bkd') throw forbidden('Verifikasi dilakukan oleh BKD.');
    if (row.state !== expected) throw decidedAlready(row);
    return 'bkd';
  }
  const chains = await readChains(tx, [row.employee], localDay(now, 'Asia/Jakarta'));
  const chain = chains.get(row.employee);
  const mandates = chain === undefined ? [] : await readMandates(tx, by, now);
  const capacity = chain === undefined ? null : capacityFor(mandates, by, chain);
  if (capacity === null && !(override === true && by.role === 'admin_bkd'))
    throw forbidden('Yang memutuskan permohonan ini adalah atasan langsung pegawai atau penggantinya.');
  if (row.state !== expected) throw decidedAlready(row);
  if (capacity !== null) return capacity;
  if (note.length < 3)
    throw fieldProblem('note-missing', 'note', 'Tuliskan mengapa BKD memutuskan menggantikan atasan langsung.');
  return 'bkd_override';
}

async function superiorSuffices(tx: Transaction, { subject }: RequestRow): Promise<boolean> {
  const { superiorSuffices: kinds } = await readRequestPolicy(tx);
  return kinds.includes(subject.kind === 'absence' ? subject.code : subject.kind);
}

/** The employee, or who entered it, takes a request back before it has an effect. */
export async function withdrawRequest(
  tx: Transaction,
  id: string,
  by: SignedIn,
  note: string,
  now: Date,
): Promise<void> {
  const row = await lockRequest(tx, id);
  mayChange(row, by);
  if (row.state !== 'draft' && row.state !== 'submitted' && row.state !== 'endorsed') {
    if (row.state === 'verified')
      throw new HttpProblem(409, 'already-verified', 'Permohonan ini sudah berlaku. Minta BKD membatalkannya.');
    throw decidedAlready(row);
  }
  // Nobody has seen the documents of a draft, and nobody needs them once it is thrown away.
  if (row.state === 'draft') await attachFiles(tx, by.id, { request: id }, []);
  const capacity = row.employee === by.employee ? 'self' : by.role === 'admin_bkd' ? 'bkd' : 'operator';
  await recordStep(tx, id, { state: 'cancelled', at: now, by: by.id, capacity, note: note === '' ? null : note });
  await writeAudit(tx, by.id, 'request-withdrawn', id, { employee: row.employee });
}

/** BKD takes back what has been approved (leave called off, a letter withdrawn): the days are judged again. */
export async function revokeRequest(tx: Transaction, id: string, by: SignedIn, note: string, now: Date): Promise<void> {
  const row = await lockRequest(tx, id);
  if (row.employee === by.employee)
    throw new HttpProblem(403, 'own-request', 'Tidak seorang pun memutuskan permohonannya sendiri.');
  if (row.state !== 'verified') throw decidedAlready(row);
  if (note.length < 3) throw fieldProblem('note-missing', 'note', 'Tuliskan alasan pembatalan, sedikitnya 3 huruf.');
  await lockEmployees(tx, [row.employee]);
  await recordStep(tx, id, { state: 'cancelled', at: now, by: by.id, capacity: 'bkd', note });
  await touchDays(tx, [row.employee], row.from, row.to);
  await writeAudit(tx, by.id, 'request-revoked', id, { employee: row.employee, from: row.from, to: row.to });
}

const DECIDED: Readonly<Record<RequestState, string>> = {
  draft: 'Permohonan ini belum diajukan.',
  submitted: 'Permohonan ini masih menunggu keputusan atasan.',
  endorsed: 'Permohonan ini sudah disetujui atasan dan menunggu verifikasi.',
  verified: 'Permohonan ini sudah disetujui dan berlaku.',
  refused: 'Permohonan ini sudah ditolak.',
  cancelled: 'Permohonan ini sudah dibatalkan.',
};

function decidedAlready({ state }: RequestRow): HttpProblem {
  return new HttpProblem(409, 'already-decided', DECIDED[state]);
}
