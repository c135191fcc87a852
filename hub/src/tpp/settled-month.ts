import { gunzipSync } from 'node:zlib';
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { frozenResults, tppCorrections } from '../database/tables/tpp.ts';
import type { MonthFacts } from '../rules/tpp/month-facts.ts';
import type { TppResult } from '../rules/tpp/tpp-result.ts';

interface SettledMonth {
  /** As frozen; null for somebody who was not on the sheet and came by a correction. */
  readonly frozen: { readonly result: TppResult; readonly facts: MonthFacts | null } | null;
  /** By the last approved correction. */
  readonly corrected: { readonly result: TppResult; readonly facts: MonthFacts } | null;
}

export function unpackFacts(packed: Buffer): MonthFacts {
  return JSON.parse(gunzipSync(packed).toString()) as MonthFacts;
}

/** @returns what was settled for one person; null where nothing was. */
export async function readSettledMonth(
  db: Pick<Database['db'], 'select'>,
  employee: string,
  month: string,
): Promise<SettledMonth | null> {
  const [frozen] = await db
    .select({ result: frozenResults.result, facts: frozenResults.facts })
    .from(frozenResults)
    .where(and(eq(frozenResults.month, month), eq(frozenResults.employee, employee)));
  const { after, facts, state, decidedAt } = tppCorrections;
  const corrections = await db
    .select({ after, facts })
    .from(tppCorrections)
    .where(and(eq(tppCorrections.month, month), eq(tppCorrections.employee, employee), eq(state, 'approved')))
    .orderBy(asc(decidedAt));
  const last = corrections.at(-1);
  if (frozen === undefined && last === undefined) return null;
  return {
    frozen: frozen ? { result: frozen.result, facts: frozen.facts === null ? null : unpackFacts(frozen.facts) } : null,
    corrected: last ? { result: last.after, facts: unpackFacts(last.facts) } : null,
  };
}

/** What counts for each of these people: the last correction, or what was frozen. */
export async function readSettledTotals(
  db: Pick<Database['db'], 'select'>,
  month: string,
  employees: readonly string[],
): Promise<Map<string, { total: number; digest: string }>> {
  const frozen = await db
    .select({ employee: frozenResults.employee, total: frozenResults.total, digest: frozenResults.digest })
    .from(frozenResults)
    .where(and(eq(frozenResults.month, month), inArray(frozenResults.employee, [...employees])));
  const corrections = await db
    .select({ employee: tppCorrections.employee, after: tppCorrections.after, digest: tppCorrections.digest })
    .from(tppCorrections)
    .where(
      and(
        eq(tppCorrections.month, month),
        eq(tppCorrections.state, 'approved'),
        inArray(tppCorrections.employee, [...employees]),
      ),
    )
    .orderBy(asc(tppCorrections.decidedAt));
  const settled = new Map(frozen.map(({ employee, total, digest }) => [employee, { total, digest }]));
  for (const { employee, after, digest } of corrections) settled.set(employee, { total: after.total, digest });
  return settled;
}
