import type { EditionOf, PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import { and, eq } from 'drizzle-orm';
import { policyEditions } from '../database/tables/policies.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { readEdition } from '../rules/policy/read-edition.ts';
import type { MadeChange, UndoOutcome } from './import-spec.ts';

/** An import of policy data ends in a draft: it takes effect only when an officer activates it. */
export async function storeDraft(
  tx: Transaction,
  by: string,
  edition: EditionOf<'calendar'> | EditionOf<'assignments'>,
  row: number,
): Promise<MadeChange> {
  const outcome = readEdition(edition satisfies PolicyEdition);
  if (!outcome.ok) {
    const [problem] = outcome.problems;
    throw new TypeError(`An import made a policy that contradicts itself (${problem?.field}: ${problem?.problem}).`);
  }
  const [draft] = await tx
    .insert(policyEditions)
    .values({ ...outcome.edition, createdBy: by })
    .returning({ id: policyEditions.id });
  return { row, subject: draft?.id ?? '', before: null, after: { kind: edition.kind } };
}

/** Takes drafts away again; what was proposed or activated meanwhile stays. */
export async function removeDrafts(tx: Transaction, made: readonly MadeChange[]): Promise<UndoOutcome> {
  for (const { subject } of made) {
    const removed = await tx
      .delete(policyEditions)
      .where(
        and(
          eq(policyEditions.id, subject),
          eq(policyEditions.state, 'draft'),
          eq(policyEditions.changedAt, policyEditions.createdAt),
        ),
      )
      .returning({ id: policyEditions.id });
    if (removed.length === 0)
      return {
        ok: false,
        problem:
          'Rancangan kebijakan dari impor ini sudah diubah, diajukan, atau berlaku. Tarik kebijakan itu di halaman Kebijakan.',
      };
  }
  return { ok: true };
}
