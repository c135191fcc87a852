import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { PolicyBook } from '../rules/policy/policy-book.ts';
import { readEdition } from '../rules/policy/read-edition.ts';

export interface PoliciesInForce {
  readonly book: PolicyBook;
  /** Grows with every activation and withdrawal. */
  readonly revision: number;
}

type Row = {
  id: string;
  revision: number;
  kind: string;
  effectiveFrom: string;
  effectiveTo: string | null;
  legalBasis: string;
  note: string;
  document: unknown;
  active: boolean;
};

const MOST_KEPT = 8;
/** By the id of the edition that changed last, which no other database has, and its revision. */
const opened = new Map<string, PoliciesInForce>();

/**
 * All policies in force. Every call asks the database, with one small query, whether something changed meanwhile, so
 * that no hub ever judges by an older book; the book itself is opened once.
 */
export async function readPolicyBook(db: Pick<Database['db'], 'execute'>): Promise<PoliciesInForce> {
  const [last] = await db.execute<{ id: string; revision: number }>(sql`
    SELECT id, revision::int FROM policy_editions WHERE revision IS NOT NULL ORDER BY revision DESC LIMIT 1`);
  const known = last && opened.get(`${last.id} ${last.revision}`);
  if (known) return known;
  const rows = await db.execute<Row>(sql`
    SELECT id, revision::int, kind, effective_from::text AS "effectiveFrom", effective_to::text AS "effectiveTo",
      legal_basis AS "legalBasis", note, document, state = 'active' AS active
    FROM policy_editions WHERE revision IS NOT NULL ORDER BY activation, id`);
  const editions = rows.filter(({ active }) => active).map(toEdition);
  const newest = rows.reduce<Row | null>((a, b) => (a === null || b.revision > a.revision ? b : a), null);
  const policies = { book: new PolicyBook(editions), revision: newest?.revision ?? 0 };
  if (newest !== null) keep(`${newest.id} ${newest.revision}`, policies);
  return policies;
}

function toEdition({ id, kind, effectiveFrom, effectiveTo, legalBasis, note, document }: Row) {
  const outcome = readEdition({ kind, effectiveFrom, effectiveTo, legalBasis, note, document });
  if (outcome.ok) return outcome.edition;
  const [problem] = outcome.problems;
  throw new Error(`The stored policy ${id} cannot be read (${problem?.field}: ${problem?.problem}).`);
}

function keep(key: string, policies: PoliciesInForce): void {
  const [oldest] = opened.keys();
  if (opened.size >= MOST_KEPT && oldest !== undefined) opened.delete(oldest);
  opened.set(key, policies);
}
