import type { NewFinding } from '@hadir/shared/api/findings';
import { localDay } from '@hadir/shared/time/local-day';
import { eq } from 'drizzle-orm';
import type { Static } from 'typebox';
import { employees } from '../database/schema.ts';
import { manipulationFindings } from '../database/tables/tpp.ts';
import { fieldProblem, HttpProblem, notFound } from '../http/http-problem.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import type { SignedIn } from '../users/session-store.ts';
import { writeAudit } from '../users/write-audit.ts';

/** @returns its id; nothing follows from it until a second person has confirmed it. */
export async function recordFinding(
  tx: Transaction,
  { employee, month, summary, evidence }: Static<typeof NewFinding>,
  by: SignedIn,
  now: Date,
): Promise<string> {
  const [person] = await tx.select({ id: employees.id }).from(employees).where(eq(employees.id, employee));
  if (person === undefined) throw fieldProblem('employee-unknown', 'employee', 'Pegawai ini tidak dikenal.');
  if (employee === by.employee)
    throw fieldProblem('own-matter', 'employee', 'Anda tidak dapat mencatat temuan tentang diri sendiri.');
  if (month > localDay(now, 'Asia/Jayapura').slice(0, 7))
    throw fieldProblem('month-to-come', 'month', 'Bulan ini belum berjalan.');
  const [stored] = await tx
    .insert(manipulationFindings)
    .values({ employee, month, summary, evidence, recordedBy: by.id, recordedAt: now })
    .returning({ id: manipulationFindings.id });
  if (stored === undefined) throw new Error('A finding that was inserted was not returned.');
  await writeAudit(tx, by.id, 'finding-recorded', stored.id, { employee, month, evidence: evidence.length });
  return stored.id;
}

/** @throws HttpProblem where it is decided already, or by the person who recorded it. */
export async function decideFinding(
  tx: Transaction,
  id: string,
  state: 'confirmed' | 'refused',
  note: string,
  by: SignedIn,
  now: Date,
): Promise<void> {
  const finding = await lockFinding(tx, id);
  if (finding.state !== 'recorded') throw new HttpProblem(409, 'decided-already', 'Temuan ini sudah diputuskan.');
  refuseSame(finding, by);
  await tx
    .update(manipulationFindings)
    .set({ state, note, decidedBy: by.id, decidedAt: now })
    .where(eq(manipulationFindings.id, id));
  const { employee, month } = finding;
  await writeAudit(tx, by.id, `finding-${state}`, id, { employee, month });
}

/** @throws HttpProblem where it was not confirmed, or by the person who recorded it. */
export async function revokeFinding(
  tx: Transaction,
  id: string,
  reason: string,
  by: SignedIn,
  now: Date,
): Promise<void> {
  const finding = await lockFinding(tx, id);
  if (finding.state !== 'confirmed')
    throw new HttpProblem(409, 'not-confirmed', 'Hanya temuan yang sudah dipastikan yang dapat dicabut.');
  refuseSame(finding, by);
  await tx
    .update(manipulationFindings)
    .set({ state: 'revoked', revokeReason: reason, revokedBy: by.id, revokedAt: now })
    .where(eq(manipulationFindings.id, id));
  const { employee, month } = finding;
  await writeAudit(tx, by.id, 'finding-revoked', id, { employee, month, reason });
}

async function lockFinding(tx: Transaction, id: string) {
  const [finding] = await tx.select().from(manipulationFindings).where(eq(manipulationFindings.id, id)).for('update');
  if (finding === undefined) throw notFound('Temuan ini');
  return finding;
}

function refuseSame({ recordedBy, employee }: { recordedBy: string; employee: string }, by: SignedIn): void {
  if (recordedBy === by.id)
    throw new HttpProblem(403, 'second-person-needed', 'Temuan diputuskan orang lain, bukan yang mencatatnya.');
  if (employee === by.employee)
    throw new HttpProblem(403, 'own-matter', 'Anda tidak dapat memutuskan temuan tentang diri sendiri.');
}
