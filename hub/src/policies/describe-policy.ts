import type { Policy } from '@hadir/shared/api/policies';
import type { PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import { eq } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { policyEditions } from '../database/tables/policies.ts';
import type { SignedIn } from '../users/session-store.ts';
import { editionProblems } from './check-edition.ts';
import { othersOf } from './days-of-editions.ts';
import { findLooseEnds } from './find-loose-ends.ts';
import { type EditionRow, heldOn, readNamedRows, toEditionValue, toSummary } from './policy-rows.ts';
import { readSecondPerson } from './second-person.ts';

type Reader = Pick<Database['db'], 'select' | 'execute'>;

/** One edition with what an officer has to know before he puts it into force; null where there is none. */
export async function describePolicy(db: Reader, id: string, user: SignedIn, today: string): Promise<Policy | null> {
  const [[named], row] = [await readNamedRows(db, eq(policyEditions.id, id)), await findEditionRow(db, id)];
  if (named === undefined || row === null) return null;
  const edition = toEditionValue(row) as PolicyEdition;
  const active = await db.select().from(policyEditions).where(eq(policyEditions.state, 'active'));
  const secondPerson = await readSecondPerson(db, user.id);
  const before = editionWithout(row, active);
  const open = row.state === 'draft' || row.state === 'proposed';
  const officer = user.role === 'admin_bkd';
  const alone = !secondPerson.required;
  const problems = editionProblems(edition);
  return {
    ...toSummary(named, heldOn(active, today)),
    document: row.document,
    before: before && {
      id: before.id,
      effectiveFrom: before.effectiveFrom,
      legalBasis: before.legalBasis,
      document: before.document,
    },
    problems,
    // What is wrong by itself is not compared with others: its days may not even exist.
    gaps: open && problems.length === 0 ? await findLooseEnds(db, edition, active, row.id) : [],
    secondPerson,
    mayActivate: officer && (alone || row.proposedBy !== user.id),
    mayWithdraw:
      officer &&
      (row.state !== 'active' || alone || (row.withdrawalAskedBy !== null && row.withdrawalAskedBy !== user.id)),
    changedAt: row.changedAt.toISOString(),
  };
}

/** @returns what holds on this edition's first day as long as it is not in force. */
function editionWithout(edition: EditionRow, active: readonly EditionRow[]): EditionRow | null {
  const earlier = othersOf(edition, active).filter(
    (row) =>
      edition.activation === null ||
      row.effectiveFrom < edition.effectiveFrom ||
      (row.activation ?? 0) < edition.activation,
  );
  const held = heldOn(earlier, edition.effectiveFrom);
  return earlier.find(({ id }) => held.has(id)) ?? null;
}

export async function findEditionRow(db: Pick<Database['db'], 'select'>, id: string): Promise<EditionRow | null> {
  const [row] = await db.select().from(policyEditions).where(eq(policyEditions.id, id));
  return row ?? null;
}
