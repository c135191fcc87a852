import { and, eq, inArray, isNull, or } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { lookAlikes } from '../database/tables/enrolment.ts';

/**
 * Who of a roster has to be recognised by the stricter rule: whoever is easily taken for somebody else of the same
 * roster, unless BKD looked at the two and sees no problem.
 */
export async function readStrict(
  db: Pick<Database['db'], 'select'>,
  model: string,
  roster: readonly string[],
): Promise<Set<string>> {
  if (roster.length === 0) return new Set();
  const within = new Set(roster);
  const pairs = await db
    .select({ one: lookAlikes.one, other: lookAlikes.other })
    .from(lookAlikes)
    .where(
      and(
        eq(lookAlikes.model, model),
        inArray(lookAlikes.one, [...roster]),
        or(isNull(lookAlikes.decision), inArray(lookAlikes.decision, ['strict', 'same-person'])),
      ),
    );
  return new Set(pairs.filter(({ other }) => within.has(other)).flatMap(({ one, other }) => [one, other]));
}
