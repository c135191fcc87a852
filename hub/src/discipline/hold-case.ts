import { eq } from 'drizzle-orm';
import { disciplineCases, disciplineEvents } from '../database/tables/discipline.ts';
import { fieldProblem, forbidden, HttpProblem, notFound } from '../http/http-problem.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import type { CasePolicies } from '../rules/discipline/plan-cases.ts';
import type { SignedIn } from '../users/session-store.ts';
import { writeAudit } from '../users/write-audit.ts';
import { type CasePowers, readPowers } from './case-powers.ts';
import { type CaseRow, type EventRow, stepRecord } from './case-record.ts';

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
  const powers = await readPowers(tx, by, row, today, now);
  return { tx, row, events, powers, by, policies, today, now };
}

/** @throws HttpProblem where he may not, or the case is not in that state */
export function demand(
  { row, powers }: HeldCase,
  power: 'official' | 'superior',
  ...states: readonly CaseRow['state'][]
): void {
  if (powers.self) throw new HttpProblem(403, 'own-matter', 'Anda tidak dapat bertindak dalam perkara Anda sendiri.');
  if (!powers[power])
    throw forbidden(
      power === 'official' ? 'Ini diputuskan oleh pejabat yang berwenang.' : 'Ini tugas atasan langsung atau BKD.',
    );
  if (!states.includes(row.state))
    throw new HttpProblem(409, 'other-state', 'Perkara ini sudah berubah keadaannya. Muat ulang halaman.');
}

/** @throws HttpProblem where the days on which the case rests do not carry it any more */
export function demandGround({ row }: HeldCase): void {
  if (row.groundlessSince === null) return;
  throw new HttpProblem(
    409,
    'groundless',
    row.state === 'proposed'
      ? 'Hari-hari yang mendasari usulan ini tidak lagi cukup. Usulan ini hanya dapat ditolak.'
      : 'Hari-hari yang mendasari perkara ini tidak lagi cukup. Perkara ini hanya dapat ditutup.',
  );
}

/** A day that was, not before the case and not before what is recorded of it already. @throws HttpProblem */
export function demandDay({ row, events, today }: HeldCase, on: string): void {
  if (!isDay(on) || on > today)
    throw fieldProblem('day-to-come', 'on', 'Catat yang sudah terjadi: tanggal ini belum tiba atau tidak ada.');
  if (on < (row.openedOn ?? row.proposedOn))
    throw fieldProblem('before-the-case', 'on', 'Tanggal ini mendahului perkaranya.');
  const last = Object.values(stepRecord(events))
    .filter((day) => day !== 'skipped')
    .sort()
    .at(-1);
  if (row.kind !== 'chain' && last !== undefined && on < last)
    throw fieldProblem('before-step', 'on', `Tanggal ini mendahului langkah sebelumnya, ${last}.`);
}

export function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

export async function change({ tx, row, now }: HeldCase, set: Partial<CaseRow>): Promise<void> {
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
