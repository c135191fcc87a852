import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';

/** By employee: who stands directly above him from which day on, by first day. */
export type Superiors = Map<string, { readonly from: string; readonly superior: string | null }[]>;

export async function readSuperiors(db: Pick<Database['db'], 'execute'>): Promise<Superiors> {
  const rows = await db.execute<{ employee: string; from: string; superior: string | null }>(sql`
    SELECT p.employee, p.from_day::text AS "from", p.superior FROM postings p
    WHERE EXISTS (SELECT 1 FROM postings q WHERE q.employee = p.employee AND q.superior IS NOT NULL)
    ORDER BY p.employee, p.from_day`);
  const superiors: Superiors = new Map();
  for (const { employee, from, superior } of rows)
    superiors.set(employee, [...(superiors.get(employee) ?? []), { from, superior }]);
  return superiors;
}

export function setSuperior(superiors: Superiors, employee: string, from: string, superior: string | null): void {
  const others = (superiors.get(employee) ?? []).filter((each) => each.from !== from);
  superiors.set(
    employee,
    [...others, { from, superior }].sort((a, b) => (a.from < b.from ? -1 : 1)),
  );
}

/** @returns whether `employee` stands, over however many others, above `other` on a day. */
export function isAbove(superiors: Superiors, employee: string, other: string, day: string): boolean {
  const seen = new Set<string>();
  let next: string | null = other;
  while (next !== null && !seen.has(next)) {
    if (next === employee) return true;
    seen.add(next);
    next = superiors.get(next)?.findLast(({ from }) => from <= day)?.superior ?? null;
  }
  return false;
}
