import type { Policy } from '@hadir/shared/api/policies';
import type { PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import { eq } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { policyEditions } from '../database/tables/policies.ts';
import { findGaps } from '../rules/policy/find-gaps.ts';
import { PolicyBook } from '../rules/policy/policy-book.ts';
import { readEdition } from '../rules/policy/read-edition.ts';
import { RulesError } from '../rules/policy/rules-error.ts';
import type { SignedIn } from '../users/session-store.ts';
import { asPath, editionProblems } from './check-edition.ts';
import { type EditionRow, heldOn, readEditionRows, scopeOf, toEditionValue, toSummary } from './policy-rows.ts';
import { readSecondPerson } from './second-person.ts';

type Reader = Pick<Database['db'], 'select'>;

/** One edition with what an officer has to know before he puts it into force; null where there is none. */
export async function describePolicy(db: Reader, id: string, user: SignedIn, today: string): Promise<Policy | null> {
  const rows = await readEditionRows(db);
  const named = rows.find(({ row }) => row.id === id);
  if (named === undefined) return null;
  const { row } = named;
  const edition = toEditionValue(row) as PolicyEdition;
  const active = rows.map((other) => other.row).filter(({ state }) => state === 'active');
  const secondPerson = await readSecondPerson(db);
  const before = editionWithout(row, active);
  return {
    ...toSummary(named, heldOn(active, today)),
    document: row.document,
    before: before && {
      id: before.id,
      effectiveFrom: before.effectiveFrom,
      legalBasis: before.legalBasis,
      document: before.document,
    },
    problems: editionProblems(edition),
    gaps: gapsWith(edition, active, row.id),
    secondPerson,
    mayActivate: user.role === 'admin_bkd' && !(secondPerson.required && row.proposedBy === user.id),
  };
}

/** @returns what holds on this edition's first day as long as it is not in force. */
export function editionWithout(edition: EditionRow, active: readonly EditionRow[]): EditionRow | null {
  const others = active.filter(
    (row) => row.id !== edition.id && row.kind === edition.kind && scopeOf(row) === scopeOf(edition),
  );
  const earlier = others.filter(
    (row) =>
      edition.activation === null ||
      row.effectiveFrom < edition.effectiveFrom ||
      (row.activation ?? 0) < edition.activation,
  );
  const held = heldOn(earlier, edition.effectiveFrom);
  return earlier.find(({ id }) => held.has(id)) ?? null;
}

/** What would be missing on the edition's first day with it in force. */
export function gapsWith(
  edition: PolicyEdition,
  active: readonly EditionRow[],
  id: string,
): { field: string; problem: string }[] {
  const others = [...active]
    .filter((row) => row.id !== id)
    .sort((a, b) => (a.activation ?? 0) - (b.activation ?? 0))
    .flatMap((row) => {
      const outcome = readEdition(toEditionValue(row));
      return outcome.ok ? [outcome.edition] : [];
    });
  try {
    const book = new PolicyBook([...others, edition]);
    return findGaps(book, edition.effectiveFrom).map(({ field, problem }) => ({ field: asPath(field), problem }));
  } catch (error) {
    if (!(error instanceof RulesError)) throw error;
    return [{ field: '', problem: 'Pada hari pertamanya belum ada kebijakan jenis lain yang diperlukan.' }];
  }
}

export async function findEditionRow(db: Reader, id: string): Promise<EditionRow | null> {
  const [row] = await db.select().from(policyEditions).where(eq(policyEditions.id, id));
  return row ?? null;
}
