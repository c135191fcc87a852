import type { Capacity, NewRequest } from '@hadir/shared/api/requests';
import { eq } from 'drizzle-orm';
import { employees } from '../database/schema.ts';
import { requests } from '../database/tables/requests.ts';
import { attachFiles, readFiles } from '../evidence-files/store-files.ts';
import { fieldProblem, forbidden, HttpProblem } from '../http/http-problem.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import type { SignedIn } from '../users/session-store.ts';
import { writeAudit } from '../users/write-audit.ts';
import { checkDays } from './check-days.ts';
import { examineRequest } from './examine-request.ts';
import { gatherFacts } from './gather-facts.ts';
import { lockEmployees, lockRequest, type RequestRow, recordStep } from './record-step.ts';

/**
 * As whom this user asks for that employee.
 * @throws HttpProblem 403 or 422 where he may not ask for him.
 */
export async function asksFor(tx: Pick<Transaction, 'select'>, by: SignedIn, employee: string | undefined) {
  const id = employee ?? by.employee;
  if (id === null) throw fieldProblem('employee-missing', 'employee', 'Pilih pegawai yang mengajukan.');
  if (id === by.employee) return { employee: id, capacity: 'self' as const };
  const [person] = await tx.select({ opd: employees.opd }).from(employees).where(eq(employees.id, id));
  if (!person) throw fieldProblem('employee-unknown', 'employee', 'Pegawai ini tidak ada.');
  if (by.role === 'admin_bkd') return { employee: id, capacity: 'bkd' as const };
  if (by.role === 'opd_operator' && person.opd === by.opd) return { employee: id, capacity: 'operator' as const };
  throw forbidden(
    'Anda hanya dapat mengajukan untuk diri sendiri. Operator OPD dapat mengajukan untuk pegawai OPD-nya.',
  );
}

/** Keeps a draft, new or changed. @returns its id. */
export async function writeDraft(
  tx: Transaction,
  by: SignedIn,
  id: string | null,
  wanted: NewRequest,
  now: Date,
): Promise<string> {
  const before = id === null ? null : await lockRequest(tx, id);
  if (before !== null) {
    mayChange(before, by);
    if (before.state !== 'draft') throw noDraft();
  }
  const { employee, capacity } = await asksFor(tx, by, wanted.employee ?? before?.employee);
  const { subject, from, to, reason, files } = wanted;
  checkDays({ from, to });
  const values = { employee, subject, from, to, reason: reason.trim() };
  const request = id ?? (await insertDraft(tx, values, by, capacity, now));
  if (id !== null) await tx.update(requests).set(values).where(eq(requests.id, id));
  await attachFiles(tx, by.id, { request }, files);
  await writeAudit(tx, by.id, id === null ? 'request-drafted' : 'request-changed', request, {
    employee,
    kind: subject.kind,
    from,
    to,
  });
  return request;
}

type Draft = Pick<typeof requests.$inferInsert, 'employee' | 'subject' | 'from' | 'to' | 'reason'>;

async function insertDraft(tx: Transaction, values: Draft, by: SignedIn, capacity: Capacity, now: Date) {
  const [row] = await tx
    .insert(requests)
    .values({ ...values, enteredBy: by.id, createdAt: now, stateSince: now })
    .returning({ id: requests.id });
  if (!row) throw new Error('A request was not stored.');
  await recordStep(tx, row.id, { state: 'draft', at: now, by: by.id, capacity, note: null });
  return row.id;
}

/**
 * Hands a draft in. What it needs is looked at again here, under the employee's lock.
 * @throws HttpProblem 422 with every reason why it cannot be.
 */
export async function submitRequest(tx: Transaction, by: SignedIn, id: string, now: Date): Promise<void> {
  const row = await lockRequest(tx, id);
  mayChange(row, by);
  if (row.state !== 'draft') throw noDraft();
  await lockEmployees(tx, [row.employee]);
  const { capacity } = await asksFor(tx, by, row.employee);
  const files = (await readFiles(tx, 'request', [id])).get(id) ?? [];
  const facts = await gatherFacts(tx, {
    id,
    employee: row.employee,
    wanted: row,
    files,
    byBkd: capacity === 'bkd',
    now,
  });
  if (facts === null) throw fieldProblem('employee-unknown', 'employee', 'Pegawai ini tidak ada.');
  const problems = examineRequest(facts);
  const [first] = problems;
  if (first !== undefined)
    throw new HttpProblem(first.code === 'overlapping' ? 409 : 422, first.code, first.message, { fields: problems });
  await tx
    .update(requests)
    .set({ medical: facts.leave?.medical ?? false })
    .where(eq(requests.id, id));
  await recordStep(tx, id, { state: 'submitted', at: now, by: by.id, capacity, note: null });
  const { subject, from, to, employee } = row;
  const what = subject.kind === 'absence' ? subject.code : subject.kind;
  await writeAudit(tx, by.id, 'request-submitted', id, { employee, what, from, to, files: files.length });
}

/** A draft is changed, handed in and thrown away by whoever it is of, and whoever entered it. */
export function mayChange(row: RequestRow, by: SignedIn): void {
  if (row.employee !== by.employee && row.enteredBy !== by.id)
    throw forbidden('Hanya yang mengajukan yang dapat mengubah permohonan ini.');
}

function noDraft(): HttpProblem {
  return new HttpProblem(409, 'not-a-draft', 'Permohonan ini sudah diajukan. Batalkan dahulu untuk mengubahnya.');
}
