import { gzipSync } from 'node:zlib';
import { eq } from 'drizzle-orm';
import { tppCorrections } from '../database/tables/tpp.ts';
import { HttpProblem, notFound } from '../http/http-problem.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { correctMonth } from '../rules/tpp/frozen-month.ts';
import type { TppResult } from '../rules/tpp/tpp-result.ts';
import type { SignedIn } from '../users/session-store.ts';
import { writeAudit } from '../users/write-audit.ts';
import { canonicalJson } from './canonical-json.ts';
import { sameFigure } from './changed-lines.ts';
import { isFrozen } from './is-frozen.ts';
import { lockSettling } from './lock-settling.ts';
import type { MonthSource } from './month-source.ts';
import { newlyOpen } from './newly-open.ts';
import { policyMarksOfMonth } from './policies-of-month.ts';
import { findMember, workOutPerson } from './read-person-month.ts';
import { readSettledMonth } from './settled-month.ts';
import type { SheetRow } from './work-out-sheet.ts';

/**
 * Proposes that a settled month becomes what the facts give now. The figure is a recomputation, never a number that
 * somebody typed: who wants another one changes the facts first, where that leaves its own trace.
 * @param digest of the figure that the proposer looked at @returns its id
 * @throws HttpProblem where nothing is to be corrected
 */
export async function proposeCorrection(
  { db, book, now }: MonthSource,
  { member, facts, result, digest: current }: SheetRow,
  { reason, digest }: { reason: string; digest: string },
  by: SignedIn,
): Promise<string> {
  const { employee, opd } = member;
  const { month } = facts;
  if (!(await isFrozen(db, opd, month)))
    throw new HttpProblem(409, 'not-frozen', 'Bulan ini belum dibekukan; perubahan langsung dihitung tanpa koreksi.');
  if (current !== digest)
    throw new HttpProblem(409, 'figure-changed', 'Hitungan ini berubah sejak Anda membukanya. Periksa yang baru.');
  return db.transaction(async (tx) => {
    const before = await settledResultOf(tx, employee, month);
    if (before !== null && sameFigure(before, result))
      throw new HttpProblem(409, 'no-change', 'Hitungan sekarang sama dengan yang sudah ditetapkan.');
    if (newlyOpen(result, before).length > 0)
      throw new HttpProblem(
        409,
        'still-open',
        'Ada yang belum lengkap pada bulan ini yang tidak diterima saat pembekuan. Selesaikan lebih dahulu.',
      );
    const difference = result.total - (before?.total ?? 0);
    const [stored] = await tx
      .insert(tppCorrections)
      .values({
        employee,
        month,
        opd,
        reason: reason.trim(),
        before,
        after: result,
        facts: gzipSync(canonicalJson(facts)),
        digest,
        policies: policyMarksOfMonth(book, month),
        difference,
        proposedBy: by.id,
        proposedAt: now,
      })
      .onConflictDoNothing()
      .returning({ id: tppCorrections.id });
    if (stored === undefined)
      throw new HttpProblem(409, 'correction-waits', 'Sudah ada koreksi pegawai ini yang menunggu keputusan.');
    await writeAudit(tx, by.id, 'tpp-correction-proposed', stored.id, { employee, month, difference, reason });
    return stored.id;
  });
}

/**
 * A second person of BKD lets a correction count, or refuses it. What is approved is what the facts still give.
 * @throws HttpProblem
 */
export async function decideCorrection(
  source: MonthSource,
  id: string,
  state: 'approved' | 'refused',
  note: string | undefined,
  by: SignedIn,
): Promise<void> {
  const { db, now } = source;
  const [seen] = await db
    .select({ employee: tppCorrections.employee, month: tppCorrections.month })
    .from(tppCorrections)
    .where(eq(tppCorrections.id, id));
  if (seen === undefined) throw notFound('Koreksi ini');
  const member = state === 'approved' ? await findMember(db, seen.employee, seen.month) : null;
  const current = member === null ? null : await workOutPerson(source, seen.month, member);
  await db.transaction(async (tx) => {
    await lockSettling(tx, seen.month);
    const [correction] = await tx.select().from(tppCorrections).where(eq(tppCorrections.id, id)).for('update');
    if (correction === undefined) throw notFound('Koreksi ini');
    if (correction.state !== 'proposed') throw new HttpProblem(409, 'decided-already', 'Koreksi ini sudah diputuskan.');
    if (correction.proposedBy === by.id)
      throw new HttpProblem(403, 'second-person-needed', 'Koreksi harus diputuskan orang lain, bukan pengusulnya.');
    if (correction.employee === by.employee)
      throw new HttpProblem(403, 'own-matter', 'Anda tidak dapat memutuskan koreksi untuk TPP Anda sendiri.');
    if (state === 'approved') await demandSound(tx, correction, current, by.id, now);
    await tx
      .update(tppCorrections)
      .set({ state, decidedBy: by.id, decidedAt: now, note: note?.trim() || null })
      .where(eq(tppCorrections.id, id));
    const { employee, month, difference } = correction;
    await writeAudit(tx, by.id, `tpp-correction-${state}`, id, { employee, month, difference, note: note ?? null });
  });
}

const AGAIN = 'Tolak koreksi ini, lalu usulkan yang baru.';

/** The rules for corrections, asked once more when it counts. @throws HttpProblem */
async function demandSound(
  tx: Transaction,
  { id, employee, month, before: expected, after, reason, proposedBy }: typeof tppCorrections.$inferSelect,
  current: SheetRow | null,
  approvedBy: string,
  now: Date,
): Promise<void> {
  if (current === null || !sameFigure(current.result, after))
    throw new HttpProblem(409, 'figure-changed', `Data berubah lagi sejak koreksi ini diusulkan. ${AGAIN}`);
  const before = await settledResultOf(tx, employee, month);
  if (before === null ? expected !== null : expected === null || !sameFigure(before, expected))
    throw new HttpProblem(409, 'settled-meanwhile', `Angka yang ditetapkan berubah sejak usulan ini. ${AGAIN}`);
  if (before === null) return;
  const settled = { result: before, frozenBy: '', frozenAt: '', corrections: [] };
  const wanted = { ...after, open: newlyOpen(after, before) };
  const outcome = correctMonth(settled, wanted, { id, reason, proposedBy, approvedBy, at: now.toISOString() });
  if (!outcome.ok) throw new HttpProblem(409, outcome.problem, `Koreksi ini tidak dapat disetujui lagi. ${AGAIN}`);
}

async function settledResultOf(tx: Transaction, employee: string, month: string): Promise<TppResult | null> {
  const settled = await readSettledMonth(tx, employee, month);
  return settled?.corrected?.result ?? settled?.frozen?.result ?? null;
}
