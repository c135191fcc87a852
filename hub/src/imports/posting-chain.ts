import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { postings } from '../database/tables/postings.ts';
import { shiftDay } from '../days/shift-day.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';

/** Where somebody is from a day on; until when follows from the next one. */
export interface PostingLine {
  readonly from: string;
  readonly opd: string;
  readonly workUnit: string | null;
  readonly position: string | null;
  readonly rank: string | null;
  readonly positionKind: 'structural' | 'functional' | 'executive' | null;
  readonly echelon: string | null;
  readonly superior: string | null;
  readonly baseTpp: number | null;
}

export type Posting = PostingLine & { readonly to: string | null };

type Row = PostingLine & { employee: string; to: string | null };

/** @returns the postings of each, by first day. */
export async function readPostingsOf(
  db: Pick<Database['db'], 'execute'>,
  employees: readonly string[],
): Promise<Map<string, Posting[]>> {
  const rows = await db.execute<{ [Field in keyof Row]: Row[Field] }>(sql`
    SELECT employee, from_day::text AS "from", to_day::text AS "to", opd, work_unit AS "workUnit", position, rank,
      position_kind AS "positionKind", echelon, superior, base_tpp::float8 AS "baseTpp"
    FROM postings
    WHERE employee IN (SELECT value::uuid FROM json_array_elements_text(${JSON.stringify(employees)}::text::json))
    ORDER BY employee, from_day`);
  const chains = new Map<string, Posting[]>();
  for (const { employee, ...posting } of rows) {
    const chain = chains.get(employee);
    if (chain) chain.push(posting);
    else chains.set(employee, [posting]);
  }
  return chains;
}

/** @returns somebody's postings by first day. */
export function postingsOf(chains: ReadonlyMap<string, readonly Posting[]>, employee: string): Posting[] {
  return [...(chains.get(employee) ?? [])].sort((a, b) => (a.from < b.from ? -1 : 1));
}

const AT_ONCE = 1_000;

/**
 * Writes people's postings anew, so that no two of one person overlap, and brings what `employees` repeats of today's
 * posting up to date. @param ends whether ends are cut at the next beginning, or are right already
 */
export async function writePostings(
  tx: Transaction,
  chains: ReadonlyMap<string, readonly Posting[]>,
  today: string,
  ends: 'cut' | 'as given' = 'cut',
): Promise<void> {
  const people = JSON.stringify([...chains.keys()]);
  await tx.execute(sql`DELETE FROM postings
    WHERE employee IN (SELECT value::uuid FROM json_array_elements_text(${people}::text::json))`);
  const rows = [...chains.keys()].flatMap((employee) => {
    const chain = postingsOf(chains, employee);
    return chain.map((posting, index) => {
      const next = chain[index + 1];
      const latest = next === undefined ? null : shiftDay(next.from, -1);
      const isCut = ends === 'cut' && latest !== null && (posting.to === null || posting.to > latest);
      return { ...posting, employee, to: isCut ? latest : posting.to };
    });
  });
  for (let at = 0; at < rows.length; at += AT_ONCE) await tx.insert(postings).values(rows.slice(at, at + AT_ONCE));
  await tx.execute(sql`
    UPDATE employees e SET opd = p.opd, position = p.position
    FROM postings p
    WHERE p.employee = e.id AND p.from_day <= ${today}::date AND (p.to_day IS NULL OR p.to_day >= ${today}::date)
      AND e.id IN (SELECT value::uuid FROM json_array_elements_text(${people}::text::json))
      AND (e.opd <> p.opd OR e.position IS DISTINCT FROM p.position)`);
}
