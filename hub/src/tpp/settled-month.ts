import { gunzipSync } from 'node:zlib';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { frozenResults, frozenSheets, tppCorrections } from '../database/tables/tpp.ts';
import type { MonthFacts } from '../rules/tpp/month-facts.ts';
import type { TppResult } from '../rules/tpp/tpp-result.ts';
import { tppLegalBasis } from './policies-of-month.ts';

type Db = Pick<Database['db'], 'select'>;

interface SettledFigure {
  readonly result: TppResult;
  readonly facts: MonthFacts | null;
  /** The regulation that it followed then. */
  readonly legalBasis: string | null;
}

interface SettledMonth {
  /** As frozen; null for somebody who was not on the sheet and came by a correction. */
  readonly frozen: SettledFigure | null;
  /** By the last approved correction. */
  readonly corrected: SettledFigure | null;
}

export function unpackFacts(packed: Buffer): MonthFacts {
  return JSON.parse(gunzipSync(packed).toString()) as MonthFacts;
}

/** Of a sheet's editions only what is asked for: their documents may be megabytes. */
const frozenBasis = sql<string | null>`(
  SELECT edition->>'legalBasis'
  FROM jsonb_array_elements(${frozenSheets.policies}) WITH ORDINALITY AS each(edition, place)
  WHERE edition->>'kind' = 'tpp' ORDER BY place DESC LIMIT 1)`;

/** @returns what was settled for one person; null where nothing was. */
export async function readSettledMonth(db: Db, employee: string, month: string): Promise<SettledMonth | null> {
  const [frozen] = await db
    .select({ result: frozenResults.result, facts: frozenResults.facts, legalBasis: frozenBasis })
    .from(frozenResults)
    .innerJoin(frozenSheets, and(eq(frozenSheets.opd, frozenResults.opd), eq(frozenSheets.month, frozenResults.month)))
    .where(and(eq(frozenResults.month, month), eq(frozenResults.employee, employee)));
  const { after, facts, policies, state, decidedAt } = tppCorrections;
  const corrections = await db
    .select({ after, facts, policies })
    .from(tppCorrections)
    .where(and(eq(tppCorrections.month, month), eq(tppCorrections.employee, employee), eq(state, 'approved')))
    .orderBy(asc(decidedAt), asc(tppCorrections.proposedAt));
  const last = corrections.at(-1);
  if (frozen === undefined && last === undefined) return null;
  return {
    frozen: frozen ? { ...frozen, facts: frozen.facts === null ? null : unpackFacts(frozen.facts) } : null,
    corrected: last
      ? { result: last.after, facts: unpackFacts(last.facts), legalBasis: tppLegalBasis(last.policies ?? []) }
      : null,
  };
}

/** What counts for each of these people: the last correction, or what was frozen. */
export async function readSettledResults(
  db: Db,
  month: string,
  employees: readonly string[],
): Promise<Map<string, TppResult>> {
  const people = [...employees];
  const frozen = await db
    .select({ employee: frozenResults.employee, result: frozenResults.result })
    .from(frozenResults)
    .where(and(eq(frozenResults.month, month), inArray(frozenResults.employee, people)));
  const { employee, after, state, decidedAt, proposedAt } = tppCorrections;
  const corrections = await db
    .select({ employee, result: after })
    .from(tppCorrections)
    .where(and(eq(tppCorrections.month, month), eq(state, 'approved'), inArray(employee, people)))
    .orderBy(asc(decidedAt), asc(proposedAt));
  return new Map([...frozen, ...corrections].map((row) => [row.employee, row.result]));
}

/** What one person's months come to as they are settled, corrections included. */
export async function readSettledTotals(
  db: Db,
  person: string,
  months: readonly string[],
): Promise<Map<string, number>> {
  const { employee, month, total } = frozenResults;
  const frozen = await db
    .select({ month, total })
    .from(frozenResults)
    .where(and(eq(employee, person), inArray(month, [...months])));
  const corrections = await db
    .select({ month: tppCorrections.month, difference: tppCorrections.difference })
    .from(tppCorrections)
    .where(
      and(
        eq(tppCorrections.employee, person),
        eq(tppCorrections.state, 'approved'),
        inArray(tppCorrections.month, [...months]),
      ),
    );
  const totals = new Map(frozen.map((row) => [row.month, row.total]));
  for (const row of corrections) totals.set(row.month, (totals.get(row.month) ?? 0) + row.difference);
  return totals;
}
