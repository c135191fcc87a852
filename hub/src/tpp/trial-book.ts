import type { PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import { asc, eq } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { policyEditions } from '../database/tables/policies.ts';
import { PolicyBook } from '../rules/policy/policy-book.ts';
import { readEdition } from '../rules/policy/read-edition.ts';

/**
 * The policies in force, and with them one edition as if it had been in force since a day. Later editions of its kind
 * step aside, since what is asked is what this one would have done; of a calendar the other years and scopes stay.
 */
export async function openTrialBook(
  db: Pick<Database['db'], 'select'>,
  edition: PolicyEdition,
  since: string,
): Promise<PolicyBook> {
  const rows = await db
    .select()
    .from(policyEditions)
    .where(eq(policyEditions.state, 'active'))
    .orderBy(asc(policyEditions.activation), asc(policyEditions.id));
  const active = rows.flatMap(({ kind, effectiveFrom, effectiveTo, legalBasis, note, document }) => {
    const outcome = readEdition({ kind, effectiveFrom, effectiveTo, legalBasis, note, document });
    return outcome.ok ? [outcome.edition] : [];
  });
  const others = active.filter(
    ({ kind, effectiveFrom }) => kind !== edition.kind || kind === 'calendar' || effectiveFrom <= since,
  );
  return new PolicyBook([...others, { ...edition, effectiveFrom: since, effectiveTo: null }]);
}
