import type { NewPolicy } from '@hadir/shared/api/policies';
import type { PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import { eq, sql } from 'drizzle-orm';
import { policyEditions } from '../database/tables/policies.ts';
import { fieldProblem, HttpProblem, notFound } from '../http/http-problem.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';
import { checkedEdition, editionProblems } from './check-edition.ts';
import { firstDayWithout, replacedBy } from './days-of-editions.ts';
import { findEditionRow } from './describe-policy.ts';
import { findLooseEnds } from './find-loose-ends.ts';
import { type EditionRow, toEditionValue } from './policy-rows.ts';
import { readSecondPerson } from './second-person.ts';
import { touchDaysOf } from './touched-days.ts';

/** @returns its id. */
export async function addDraft(tx: Transaction, given: NewPolicy, by: string): Promise<string> {
  const { follows = null, seen: _, ...value } = given;
  const edition = checkedEdition(value);
  const [row] = await tx
    .insert(policyEditions)
    .values({ ...edition, follows, createdBy: by })
    .returning({ id: policyEditions.id });
  if (!row) throw new Error('A policy that was inserted was not returned.');
  await writeAudit(tx, by, 'policy-drafted', row.id, auditOf(edition));
  return row.id;
}

/** Only a draft changes, and whatever its author has proposed is a draft no longer. */
export async function changeDraft(tx: Transaction, id: string, given: NewPolicy, by: string): Promise<void> {
  const row = await takeRow(tx, id);
  if (row.state !== 'draft')
    throw new HttpProblem(
      409,
      'policy-not-a-draft',
      'Hanya draf yang dapat diubah. Salin edisi ini menjadi draf baru.',
    );
  if (given.kind !== row.kind) throw fieldProblem('kind-changed', 'kind', 'Jenis kebijakan tidak dapat diganti.');
  const { follows: _, seen, ...value } = given;
  if (seen !== undefined && seen !== row.changedAt.toISOString())
    throw new HttpProblem(
      409,
      'policy-changed-meanwhile',
      'Petugas lain sudah mengubah draf ini sesudah Anda membukanya. Muat ulang halaman, lalu ulangi perubahan Anda.',
    );
  const edition = checkedEdition(value);
  await tx
    .update(policyEditions)
    .set({ ...edition, changedAt: sql`now()` })
    .where(eq(policyEditions.id, id));
  await writeAudit(tx, by, 'policy-draft-changed', id, {
    before: auditOf(toEditionValue(row)),
    after: auditOf(edition),
  });
}

export async function proposePolicy(tx: Transaction, id: string, by: string): Promise<void> {
  const row = await takeRow(tx, id);
  if (row.state !== 'draft')
    throw new HttpProblem(409, 'policy-not-a-draft', 'Edisi ini bukan draf lagi. Muat ulang halaman.');
  refuseProblems(row);
  await tx
    .update(policyEditions)
    .set({ state: 'proposed', proposedAt: sql`now()`, proposedBy: by })
    .where(eq(policyEditions.id, id));
  await writeAudit(tx, by, 'policy-proposed', id, auditOf(toEditionValue(row)));
}

/** Puts an edition into force and has the days that it decides judged again, in one transaction. */
export async function activatePolicy(tx: Transaction, id: string, by: string, acceptGaps: boolean): Promise<void> {
  const active = await lockActive(tx);
  const row = await takeRow(tx, id);
  if (row.state === 'active')
    throw new HttpProblem(409, 'policy-already-active', 'Edisi ini sudah diberlakukan. Muat ulang halaman.');
  if (row.state === 'withdrawn')
    throw new HttpProblem(
      409,
      'policy-withdrawn',
      'Edisi ini sudah ditarik. Salin menjadi draf baru bila masih perlu.',
    );
  if (row.state !== 'proposed')
    throw new HttpProblem(409, 'policy-not-proposed', 'Ajukan draf ini dahulu; sesudah itu dapat diberlakukan.');
  const { required } = await readSecondPerson(tx, by);
  if (required && row.proposedBy === by)
    throw new HttpProblem(
      403,
      'second-person-needed',
      'Yang mengajukan tidak dapat memberlakukan. Minta petugas lain.',
    );
  refuseProblems(row);
  const edition = toEditionValue(row) as PolicyEdition;
  const gaps = await findLooseEnds(tx, edition, active, id);
  if (gaps.length > 0 && !acceptGaps) {
    const fields = gaps.map(({ field, problem }) => ({ field, message: problem }));
    const detail =
      'Kebijakan lain belum cocok dengan edisi ini. Periksa daftarnya, lalu setujui bila memang dikehendaki.';
    throw new HttpProblem(409, 'policy-gaps', detail, { fields });
  }
  const revision = await nextRevision(tx);
  await tx
    .update(policyEditions)
    .set({ state: 'active', activatedAt: sql`now()`, activatedBy: by, activation: revision, revision })
    .where(eq(policyEditions.id, id));
  await touchDaysOf(tx, edition, valuesOf(replacedBy({ ...row, activation: revision }, active)));
  await writeAudit(tx, by, 'policy-activated', id, { ...auditOf(edition), revision, acceptedGaps: gaps.length });
}

/**
 * Takes back a draft or a proposal, or takes an edition out of force; it stays readable with the reason. What is in
 * force goes only when a second officer wants the same, where two are needed for what comes into force.
 */
export async function withdrawPolicy(tx: Transaction, id: string, by: string, reason: string): Promise<void> {
  const active = await lockActive(tx);
  const row = await takeRow(tx, id);
  if (row.state === 'withdrawn') throw new HttpProblem(409, 'policy-withdrawn', 'Edisi ini sudah ditarik.');
  const edition = toEditionValue(row) as PolicyEdition;
  if (row.state === 'active') {
    refuseEmptyDays(row, active);
    const { required } = await readSecondPerson(tx, by);
    if (required && row.withdrawalAskedBy === by)
      throw new HttpProblem(
        403,
        'second-person-needed',
        'Penarikan ini sudah Anda usulkan. Minta petugas lain menyetujuinya.',
      );
    if (required && row.withdrawalAskedBy === null) {
      await tx
        .update(policyEditions)
        .set({ withdrawalAskedAt: sql`now()`, withdrawalAskedBy: by, withdrawalAskedReason: reason })
        .where(eq(policyEditions.id, id));
      await writeAudit(tx, by, 'policy-withdrawal-asked', id, { ...auditOf(edition), reason });
      return;
    }
  }
  const revision = row.state === 'active' ? { revision: await nextRevision(tx) } : {};
  await tx
    .update(policyEditions)
    .set({ state: 'withdrawn', withdrawnAt: sql`now()`, withdrawnBy: by, withdrawnReason: reason, ...revision })
    .where(eq(policyEditions.id, id));
  if (row.state === 'active') await touchDaysOf(tx, edition, valuesOf(replacedBy(row, active)));
  const asked = row.withdrawalAskedBy === null ? {} : { askedBy: row.withdrawalAskedBy };
  await writeAudit(tx, by, 'policy-withdrawn', id, { ...auditOf(edition), was: row.state, reason, ...asked });
}

/** An officer's wish to take an edition out of force is not followed; it goes on. */
export async function keepPolicy(tx: Transaction, id: string, by: string): Promise<void> {
  const row = await takeRow(tx, id);
  if (row.state !== 'active' || row.withdrawalAskedBy === null)
    throw new HttpProblem(
      409,
      'no-withdrawal-asked',
      'Tidak ada usulan penarikan untuk edisi ini. Muat ulang halaman.',
    );
  await tx
    .update(policyEditions)
    .set({ withdrawalAskedAt: null, withdrawalAskedBy: null, withdrawalAskedReason: null })
    .where(eq(policyEditions.id, id));
  const { withdrawalAskedBy: askedBy, withdrawalAskedReason: reason } = row;
  await writeAudit(tx, by, 'policy-withdrawal-refused', id, { askedBy, reason });
}

function refuseEmptyDays(row: EditionRow, active: readonly EditionRow[]): void {
  if (row.kind === 'calendar') return;
  const day = firstDayWithout(row, active);
  if (day === null) return;
  throw new HttpProblem(
    409,
    'policy-needed',
    `Tanpa edisi ini, sejak ${day} tidak ada kebijakan jenis itu yang berlaku. Berlakukan penggantinya dahulu.`,
  );
}

function valuesOf(rows: readonly (EditionRow | null)[]): (PolicyEdition | null)[] {
  return rows.map((row) => row && (toEditionValue(row) as PolicyEdition));
}

/** Activations and withdrawals follow each other, so that revisions become visible in their order. */
async function lockActive(tx: Transaction): Promise<EditionRow[]> {
  await tx.execute(sql`LOCK TABLE ${policyEditions} IN SHARE ROW EXCLUSIVE MODE`);
  return tx.select().from(policyEditions).where(eq(policyEditions.state, 'active'));
}

async function nextRevision(tx: Transaction): Promise<number> {
  const [row] = await tx.execute<{ next: number }>(
    sql`SELECT coalesce(max(revision), 0)::int + 1 AS next FROM policy_editions`,
  );
  return row?.next ?? 1;
}

async function takeRow(tx: Transaction, id: string): Promise<EditionRow> {
  await tx.execute(sql`SELECT 1 FROM policy_editions WHERE id = ${id}::uuid FOR UPDATE`);
  const row = await findEditionRow(tx, id);
  if (row === null) throw notFound('Kebijakan ini');
  return row;
}

function refuseProblems(row: EditionRow): void {
  const problems = editionProblems(toEditionValue(row) as PolicyEdition);
  if (problems.length === 0) return;
  throw new HttpProblem(422, 'invalid-policy', 'Kebijakan ini belum dapat diajukan. Perbaiki yang ditandai.', {
    fields: problems.map(({ field, problem }) => ({ field, message: problem })),
  });
}

/** Documents are kept with their edition; the log says which and from when. */
function auditOf(value: unknown): Record<string, unknown> {
  const { kind, effectiveFrom, effectiveTo, legalBasis, document } = value as PolicyEdition;
  return { kind, effectiveFrom, effectiveTo, legalBasis, bytes: JSON.stringify(document).length };
}
