import type { DutyLetterPreview, NewDutyLetter } from '@hadir/shared/api/duty-letters';
import type { Capacity } from '@hadir/shared/api/requests';
import { localDay } from '@hadir/shared/time/local-day';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { employees } from '../database/schema.ts';
import { dutyLetters, requestSteps, requests } from '../database/tables/requests.ts';
import { touchDays } from '../days/touch-days.ts';
import { readChains } from '../delegations/decision-chain.ts';
import { attachFiles } from '../evidence-files/store-files.ts';
import { fieldProblem, forbidden, HttpProblem, notFound } from '../http/http-problem.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import type { SignedIn } from '../users/session-store.ts';
import { writeAudit } from '../users/write-audit.ts';
import { examineRequest } from './examine-request.ts';
import { gatherFactsOf } from './gather-facts.ts';
import { lockEmployees, recordStep } from './record-step.ts';

type Reader = Pick<Database['db'], 'select' | 'execute'>;

/** Looks at everybody whom the letter would send. @throws HttpProblem 403 where one of them is not of his office. */
export async function examineLetter(
  db: Reader,
  by: SignedIn,
  letter: NewDutyLetter,
  now: Date,
): Promise<DutyLetterPreview> {
  const { code, order, from, to, part } = letter;
  const ids = [...new Set(letter.employees)].sort();
  const people = await db
    .select({ id: employees.id, name: employees.name })
    .from(employees)
    .where(and(inArray(employees.id, ids), eq(employees.active, true)));
  const chains = await readChains(db, ids, localDay(now, 'Asia/Jakarta'));
  if (by.role !== 'admin_bkd' && [...chains.values()].some(({ opd }) => opd !== by.opd))
    throw forbidden('Surat Tugas hanya untuk pegawai OPD Anda sendiri.');
  const preview: DutyLetterPreview = { able: [], leftOut: [] };
  const subject = { kind: 'absence' as const, code, part, address: '', order };
  const known = await gatherFactsOf(db, ids, {
    id: null,
    wanted: { subject, from, to, reason: order.purpose },
    // The letter's own file stands for each of them.
    files: letter.files.map(() => ({ strict: true })),
    byBkd: by.role === 'admin_bkd',
    now,
  });
  for (const id of ids) {
    const person = people.find((each) => each.id === id);
    if (!person) {
      preview.leftOut.push({ employee: id, name: '', problem: 'Pegawai ini tidak aktif atau tidak ada.' });
      continue;
    }
    const facts = known.get(id) ?? null;
    const problems = facts === null ? [] : examineRequest(facts).filter(({ code }) => code !== 'no-working-day');
    const [problem] = problems;
    // The file is the letter's: who enters it is told once, and not of each of its people.
    if (problem?.field === 'files') throw fieldProblem(problem.code, 'files', 'Lampirkan berkas Surat Tugasnya.');
    if (facts?.leave !== null && facts?.leave !== undefined && facts.leave.status !== 'duty')
      throw fieldProblem('not-a-duty', 'code', 'Jenis ini bukan dinas luar.');
    if (problem === undefined) preview.able.push({ employee: id, name: person.name, halves: facts?.halves ?? null });
    else preview.leftOut.push({ employee: id, name: person.name, problem: problem.message });
  }
  return preview;
}

/**
 * Enters a letter and, for each whom it sends, a request that is approved by the letter: entered by BKD it holds at
 * once, entered by an office it waits for BKD's verification.
 */
export async function enterLetter(
  tx: Transaction,
  by: SignedIn,
  letter: NewDutyLetter,
  now: Date,
): Promise<{ id: string; leftOut: DutyLetterPreview['leftOut'] }> {
  const ids = [...new Set(letter.employees)].sort();
  await lockEmployees(tx, ids);
  const { able, leftOut } = await examineLetter(tx, by, letter, now);
  if (able.length === 0 || (leftOut.length > 0 && !letter.skipProblems)) {
    const fields = leftOut.map(({ employee, name, problem }) => ({
      field: `employees.${employee}`,
      message: `${name}: ${problem}`,
    }));
    const detail =
      able.length === 0
        ? 'Tidak seorang pun dapat ditugaskan dengan surat ini.'
        : `${leftOut.length} orang tidak dapat ditugaskan. Keluarkan dari daftar, atau lewati mereka.`;
    throw new HttpProblem(409, 'people-left-out', detail, { fields, extra: { leftOut } });
  }
  const { code, order, from, to, part } = letter;
  const [row] = await tx
    .insert(dutyLetters)
    .values({ opd: by.role === 'admin_bkd' ? null : by.opd, code, order, from, to, enteredBy: by.id, createdAt: now })
    .returning({ id: dutyLetters.id });
  if (!row) throw new Error('A letter was not stored.');
  await attachFiles(tx, by.id, { letter: row.id }, letter.files);
  const people = able.map(({ employee }) => employee);
  await enterPeople(tx, by, row.id, people, letter, now);
  await writeAudit(tx, by.id, 'duty-letter-entered', row.id, {
    number: order.number,
    from,
    to,
    part,
    people,
  });
  if (by.role === 'admin_bkd') await touchDays(tx, people, from, to);
  return { id: row.id, leftOut };
}

/** A request with its steps for each of them, in two statements however many they are. */
async function enterPeople(
  tx: Transaction,
  by: SignedIn,
  letter: string,
  people: readonly string[],
  { code, order, from, to, part }: NewDutyLetter,
  now: Date,
): Promise<void> {
  const admin = by.role === 'admin_bkd';
  const common = {
    subject: { kind: 'absence' as const, code, part, address: order.place, order },
    ...{ from, to, reason: order.purpose, letter, enteredBy: by.id },
    ...{ createdAt: now, submittedAt: now, stateSince: now },
  };
  // Nobody verifies his own: such a one waits for another officer.
  const holds = (employee: string) => admin && employee !== by.employee;
  const made = await tx
    .insert(requests)
    .values(
      people.map((employee) => ({
        ...common,
        employee,
        state: holds(employee) ? ('verified' as const) : ('endorsed' as const),
      })),
    )
    .returning({ request: requests.id, employee: requests.employee });
  const note = `Surat Tugas ${order.number} tanggal ${order.date}, ditandatangani ${order.signatory}.`;
  const entered: Capacity = admin ? 'bkd' : 'operator';
  await tx.insert(requestSteps).values(
    made.flatMap(({ request, employee }) => {
      const step = { request, at: now, by: by.id };
      return [
        { ...step, number: 1, state: 'submitted' as const, capacity: entered, note },
        { ...step, number: 2, state: 'endorsed' as const, capacity: 'letter' as const, note },
        ...(holds(employee)
          ? [{ ...step, number: 3, state: 'verified' as const, capacity: 'bkd' as const, note: null }]
          : []),
      ];
    }),
  );
}

/** Takes a letter back with all its requests; days that they changed are judged again. */
export async function cancelLetter(tx: Transaction, by: SignedIn, id: string, note: string, now: Date): Promise<void> {
  const [letter] = await tx.select().from(dutyLetters).where(eq(dutyLetters.id, id)).for('no key update');
  if (!letter) throw notFound('Surat Tugas ini');
  if (by.role !== 'admin_bkd' && letter.enteredBy !== by.id && letter.opd !== by.opd) throw notFound('Surat Tugas ini');
  if (letter.cancelledAt !== null) throw new HttpProblem(409, 'already-decided', 'Surat Tugas ini sudah dibatalkan.');
  if (note.length < 3) throw fieldProblem('note-missing', 'note', 'Tuliskan alasan pembatalan, sedikitnya 3 huruf.');
  const rows = await tx
    .select()
    .from(requests)
    .where(and(eq(requests.letter, id), sql`${requests.state} IN ('endorsed', 'verified')`))
    .orderBy(requests.id)
    .for('no key update');
  if (by.role !== 'admin_bkd' && rows.some(({ state }) => state === 'verified'))
    throw new HttpProblem(409, 'already-verified', 'Surat Tugas ini sudah berlaku. Minta BKD membatalkannya.');
  for (const row of rows)
    await recordStep(tx, row.id, {
      state: 'cancelled',
      at: now,
      by: by.id,
      capacity: by.role === 'admin_bkd' ? 'bkd' : 'operator',
      note,
    });
  await tx.update(dutyLetters).set({ cancelledAt: now }).where(eq(dutyLetters.id, id));
  const changed = rows.filter(({ state }) => state === 'verified').map(({ employee }) => employee);
  await touchDays(tx, changed, letter.from, letter.to);
  await writeAudit(tx, by.id, 'duty-letter-cancelled', id, { number: letter.order.number, people: rows.length, note });
}
