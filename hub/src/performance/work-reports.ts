import type { NewWorkReport, WorkReport } from '@hadir/shared/api/performance';
import { localDay } from '@hadir/shared/time/local-day';
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { employees, users } from '../database/schema.ts';
import { workReports } from '../database/tables/performance.ts';
import { readChains } from '../delegations/decision-chain.ts';
import { capacityFor, type Mandate, readMandates } from '../delegations/mandates.ts';
import { attachFiles, presentFile, readFiles } from '../evidence-files/store-files.ts';
import { fieldProblem, forbidden, HttpProblem, notFound } from '../http/http-problem.ts';
import { checkDays } from '../requests/check-days.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { isFrozen } from '../tpp/is-frozen.ts';
import type { SignedIn } from '../users/session-store.ts';
import { writeAudit } from '../users/write-audit.ts';

type Reader = Pick<Database['db'], 'select' | 'execute'>;

/** Hands in a report, or one that was given back or not yet looked at once more. @returns its id. */
export async function writeReport(
  tx: Transaction,
  by: SignedIn,
  id: string | null,
  wanted: NewWorkReport,
  now: Date,
): Promise<string> {
  const { employee } = by;
  if (employee === null) throw forbidden('Akun Anda belum dihubungkan dengan data pegawai. Hubungi BKD.');
  const before = id === null ? null : await lockOwn(tx, by, id);
  if (before?.state === 'validated')
    throw new HttpProblem(409, 'already-decided', 'Laporan ini sudah divalidasi dan tidak dapat diubah.');
  const { span: wantedSpan, files, quantity, ...said } = wanted;
  // A daily report stays one: what it is of decides what its day means.
  const span = before?.span ?? wantedSpan;
  const today = localDay(now, 'Asia/Jayapura');
  checkDays({ day: said.day });
  const day = span === 'month' ? `${said.day.slice(0, 7)}-01` : said.day;
  if (day > today)
    throw fieldProblem('day-to-come', 'day', 'Laporan untuk hari yang belum terjadi tidak dapat dikirim.');
  for (const month of new Set([day.slice(0, 7), (before?.day ?? day).slice(0, 7)]))
    await refuseFrozen(tx, employee, month);
  if (span === 'month' && before?.day !== day) await refuseSecondMonthly(tx, employee, day);
  const values = {
    ...said,
    day,
    text: said.text.trim(),
    quantity: quantity === null ? null : String(quantity),
    state: 'submitted' as const,
    note: null,
    decidedBy: null,
    decidedAt: null,
    changedAt: now,
  };
  let report = id;
  if (report === null) {
    const [row] = await tx
      .insert(workReports)
      .values({ employee, span, ...values, createdAt: now })
      .returning({ id: workReports.id });
    if (!row) throw new Error('A report was not stored.');
    report = row.id;
  } else await tx.update(workReports).set(values).where(eq(workReports.id, report));
  await attachFiles(tx, by.id, { report }, files);
  await writeAudit(tx, by.id, id === null ? 'work-reported' : 'work-report-changed', report, { span, day });
  return report;
}

/** @throws HttpProblem 404 where there is none of his under this id. */
async function lockOwn(tx: Transaction, by: SignedIn, id: string): Promise<typeof workReports.$inferSelect> {
  const [row] = await tx.select().from(workReports).where(eq(workReports.id, id)).for('update');
  if (!row || row.employee !== by.employee) throw notFound('Laporan ini');
  return row;
}

async function refuseSecondMonthly(tx: Transaction, employee: string, day: string): Promise<void> {
  await tx.execute(sql`SELECT 1 FROM employees WHERE id = ${employee}::uuid FOR NO KEY UPDATE`);
  const [same] = await tx
    .select({ id: workReports.id })
    .from(workReports)
    .where(and(eq(workReports.employee, employee), eq(workReports.span, 'month'), eq(workReports.day, day)));
  if (same) throw fieldProblem('month-reported', 'day', 'Laporan bulan ini sudah ada. Buka dan ubah yang itu.', 409);
}

/** @throws HttpProblem 409 where the month's TPP is settled. */
export async function refuseFrozen(db: Reader, employee: string, month: string): Promise<void> {
  const chain = (await readChains(db, [employee], `${month}-28`)).get(employee);
  if (chain !== undefined && (await isFrozen(db, chain.opd, month)))
    throw new HttpProblem(
      409,
      'month-frozen',
      'Bulan ini sudah dibekukan. Perubahan hanya lewat koreksi TPP oleh BKD.',
    );
}

/** Finds a report right, or gives it back with a note. */
export async function decideReport(
  tx: Transaction,
  by: SignedIn,
  id: string,
  verdict: 'validate' | 'return',
  note: string,
  now: Date,
): Promise<void> {
  const [row] = await tx.select().from(workReports).where(eq(workReports.id, id)).for('no key update');
  if (!row) throw notFound('Laporan ini');
  const day = localDay(now, 'Asia/Jakarta');
  const chain = (await readChains(tx, [row.employee], day)).get(row.employee);
  if (chain === undefined || capacityFor(await readMandates(tx, by, now), by, chain) === null)
    throw forbidden('Yang memvalidasi laporan ini adalah atasan langsung pegawai atau penggantinya.');
  if (row.state === 'validated' && verdict === 'validate')
    throw new HttpProblem(409, 'already-decided', 'Laporan ini sudah divalidasi.');
  if (row.state === 'returned') throw new HttpProblem(409, 'already-decided', 'Laporan ini sedang diperbaiki pegawai.');
  if (verdict === 'return' && note.length < 3)
    throw fieldProblem('note-missing', 'note', 'Tuliskan apa yang harus diperbaiki.');
  await refuseFrozen(tx, row.employee, row.day.slice(0, 7));
  const state = verdict === 'validate' ? 'validated' : 'returned';
  await tx
    .update(workReports)
    .set({ state, note: note === '' ? null : note, decidedBy: by.id, decidedAt: now })
    .where(eq(workReports.id, id));
  await writeAudit(tx, by.id, `work-report-${state}`, id, { employee: row.employee, day: row.day });
}

/** Reports by day, as this reader sees them; which ones he may see is the caller's condition. */
export async function readReports(
  db: Reader,
  where: SQL,
  viewer: SignedIn,
  mandates: readonly Mandate[],
  day: string,
): Promise<WorkReport[]> {
  const rows = await db
    .select({ row: workReports, name: employees.name, nip: employees.nip, decidedBy: users.name })
    .from(workReports)
    .innerJoin(employees, eq(employees.id, workReports.employee))
    .leftJoin(users, eq(users.id, workReports.decidedBy))
    .where(where)
    .orderBy(sql`${workReports.day} DESC`, workReports.createdAt)
    .limit(1000);
  const files = await readFiles(
    db,
    'report',
    rows.map(({ row }) => row.id),
  );
  const chains = await readChains(db, [...new Set(rows.map(({ row }) => row.employee))], day);
  return rows.map(({ row, name, nip, decidedBy }) => {
    const chain = chains.get(row.employee);
    const decides = chain !== undefined && capacityFor(mandates, viewer, chain) !== null;
    return {
      id: row.id,
      employee: { id: row.employee, name, nip },
      span: row.span,
      day: row.day,
      text: row.text,
      quantity: row.quantity === null ? null : Number(row.quantity),
      unit: row.unit,
      minutes: row.minutes,
      state: row.state,
      note: row.note,
      decidedBy,
      decidedAt: row.decidedAt?.toISOString() ?? null,
      files: (files.get(row.id) ?? []).map((file) => presentFile(file, false)),
      mayDecide: decides && row.state === 'submitted',
      mayEdit: row.employee === viewer.employee && row.state !== 'validated',
    };
  });
}

export async function removeReport(tx: Transaction, by: SignedIn, id: string): Promise<void> {
  const row = await lockOwn(tx, by, id);
  if (row.state === 'validated')
    throw new HttpProblem(409, 'already-decided', 'Laporan ini sudah divalidasi dan tidak dapat dihapus.');
  await refuseFrozen(tx, row.employee, row.day.slice(0, 7));
  await attachFiles(tx, by.id, { report: id }, []);
  await tx.delete(workReports).where(inArray(workReports.id, [id]));
  await writeAudit(tx, by.id, 'work-report-removed', id, { day: row.day, text: row.text });
}
