import { gzipSync } from 'node:zlib';
import type { Correction } from '@hadir/shared/api/tpp';
import { and, desc, eq, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Database } from '../database/open-database.ts';
import { employees, opds, users } from '../database/schema.ts';
import { frozenResults, tppCorrections } from '../database/tables/tpp.ts';
import { HttpProblem, notFound } from '../http/http-problem.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { correctMonth } from '../rules/tpp/frozen-month.ts';
import type { SignedIn } from '../users/session-store.ts';
import { writeAudit } from '../users/write-audit.ts';
import { canonicalJson } from './canonical-json.ts';
import { isFrozen } from './is-frozen.ts';
import { readSettledMonth } from './settled-month.ts';
import type { SheetRow } from './work-out-sheet.ts';

type Db = Database['db'];

/**
 * Proposes that a settled month becomes what the facts give now. The figure is a recomputation, never a number that
 * somebody typed: who wants another one changes the facts first, where that leaves its own trace.
 * @param digest of the figure that the proposer looked at @throws HttpProblem where nothing is to be corrected
 */
export async function proposeCorrection(
  db: Db,
  { member, facts, result, digest: current }: SheetRow,
  { reason, digest }: { reason: string; digest: string },
  by: SignedIn,
  now: Date,
): Promise<string> {
  const { employee, opd } = member;
  const { month } = facts;
  if (!(await isFrozen(db, opd, month)))
    throw new HttpProblem(409, 'not-frozen', 'Bulan ini belum dibekukan; perubahan langsung dihitung tanpa koreksi.');
  if (current !== digest)
    throw new HttpProblem(409, 'figure-changed', 'Hitungan ini berubah sejak Anda membukanya. Periksa yang baru.');
  if (result.open.length > 0)
    throw new HttpProblem(409, 'still-open', 'Masih ada yang belum lengkap pada bulan ini. Selesaikan lebih dahulu.');
  return db.transaction(async (tx) => {
    const settled = await readSettledMonth(tx, employee, month);
    const before = settled?.corrected?.result ?? settled?.frozen?.result ?? null;
    if (before !== null && canonicalJson(before) === canonicalJson(result))
      throw new HttpProblem(409, 'no-change', 'Hitungan sekarang sama dengan yang sudah ditetapkan.');
    const [stored] = await tx
      .insert(tppCorrections)
      .values({
        employee,
        month,
        opd,
        reason,
        before,
        after: result,
        facts: gzipSync(canonicalJson(facts)),
        digest,
        difference: result.total - (before?.total ?? 0),
        proposedBy: by.id,
        proposedAt: now,
      })
      .onConflictDoNothing()
      .returning({ id: tppCorrections.id, difference: tppCorrections.difference });
    if (stored === undefined)
      throw new HttpProblem(409, 'correction-waits', 'Sudah ada koreksi pegawai ini yang menunggu keputusan.');
    const { id, difference } = stored;
    await writeAudit(tx, by.id, 'tpp-correction-proposed', id, { employee, month, difference, reason });
    return id;
  });
}

/** A second person of BKD lets a correction count, or refuses it. @throws HttpProblem */
export async function decideCorrection(
  db: Db,
  id: string,
  state: 'approved' | 'refused',
  note: string | undefined,
  by: SignedIn,
  now: Date,
): Promise<void> {
  await db.transaction(async (tx) => {
    const [correction] = await tx.select().from(tppCorrections).where(eq(tppCorrections.id, id)).for('update');
    if (correction === undefined) throw notFound('Koreksi ini');
    if (correction.state !== 'proposed') throw new HttpProblem(409, 'decided-already', 'Koreksi ini sudah diputuskan.');
    if (correction.proposedBy === by.id)
      throw new HttpProblem(403, 'second-person-needed', 'Koreksi harus diputuskan orang lain, bukan pengusulnya.');
    if (correction.employee === by.employee)
      throw new HttpProblem(403, 'own-matter', 'Anda tidak dapat memutuskan koreksi untuk TPP Anda sendiri.');
    if (state === 'approved') await demandSound(tx, correction, by.id, now);
    await tx
      .update(tppCorrections)
      .set({ state, decidedBy: by.id, decidedAt: now, note: note ?? null })
      .where(eq(tppCorrections.id, id));
    const { employee, month, difference } = correction;
    await writeAudit(tx, by.id, `tpp-correction-${state}`, id, { employee, month, difference });
  });
}

/** The rules for corrections, asked once more when it counts. @throws HttpProblem */
async function demandSound(
  tx: Transaction,
  { id, employee, month, after, reason, proposedBy }: typeof tppCorrections.$inferSelect,
  approvedBy: string,
  now: Date,
): Promise<void> {
  const settled = await readSettledMonth(tx, employee, month);
  const result = settled?.corrected?.result ?? settled?.frozen?.result;
  if (result === undefined) return;
  const before = { result, frozenBy: '', frozenAt: '', corrections: [] };
  const outcome = correctMonth(before, after, { id, reason, proposedBy, approvedBy, at: now.toISOString() });
  if (!outcome.ok)
    throw new HttpProblem(
      409,
      outcome.problem,
      'Koreksi ini tidak dapat disetujui lagi: angkanya sudah berubah atau belum lengkap. Tolak, lalu usulkan yang baru.',
    );
}

interface CorrectionSearch {
  readonly id?: string | undefined;
  readonly employee?: string | undefined;
  readonly month?: string | undefined;
  readonly opd?: string | undefined;
  readonly state?: Correction['state'] | undefined;
}

/** Newest first, at most 500. */
export async function listCorrections(
  db: Pick<Database['db'], 'select'>,
  viewer: SignedIn,
  search: CorrectionSearch,
): Promise<Correction[]> {
  const { id, employee, month, opd, state } = search;
  const proposer = alias(users, 'proposer');
  const decider = alias(users, 'decider');
  const conditions: (SQL | undefined)[] = [
    id === undefined ? undefined : eq(tppCorrections.id, id),
    employee === undefined ? undefined : eq(tppCorrections.employee, employee),
    month === undefined ? undefined : eq(tppCorrections.month, month),
    opd === undefined ? undefined : eq(tppCorrections.opd, opd),
    state === undefined ? undefined : eq(tppCorrections.state, state),
  ];
  const rows = await db
    .select({
      correction: tppCorrections,
      name: employees.name,
      nip: employees.nip,
      person: frozenResults.person,
      opdName: opds.name,
      proposedByName: proposer.name,
      decidedByName: decider.name,
    })
    .from(tppCorrections)
    .innerJoin(employees, eq(employees.id, tppCorrections.employee))
    .innerJoin(opds, eq(opds.id, tppCorrections.opd))
    .innerJoin(proposer, eq(proposer.id, tppCorrections.proposedBy))
    .leftJoin(decider, eq(decider.id, tppCorrections.decidedBy))
    .leftJoin(
      frozenResults,
      and(eq(frozenResults.month, tppCorrections.month), eq(frozenResults.employee, tppCorrections.employee)),
    )
    .where(and(...conditions))
    .orderBy(desc(tppCorrections.proposedAt))
    .limit(500);
  return rows.map(({ correction, name, nip, person, opdName, proposedByName, decidedByName }) => ({
    id: correction.id,
    employee: correction.employee,
    name,
    nip,
    rank: person?.rank ?? null,
    position: person?.position ?? null,
    opd: correction.opd,
    opdName,
    month: correction.month,
    state: correction.state,
    reason: correction.reason,
    before: correction.before?.total ?? null,
    after: correction.after.total,
    difference: correction.difference,
    proposedBy: proposedByName,
    proposedAt: correction.proposedAt.toISOString(),
    decidedBy: decidedByName,
    decidedAt: correction.decidedAt?.toISOString() ?? null,
    note: correction.note,
    mayDecide:
      viewer.role === 'admin_bkd' &&
      correction.state === 'proposed' &&
      correction.proposedBy !== viewer.id &&
      correction.employee !== viewer.employee,
  }));
}
