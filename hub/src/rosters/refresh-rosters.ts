import { rosterDigest } from '@hadir/shared/wire/roster-digest';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { addAssistance } from '../assistance/add-assistance.ts';
import type { Database } from '../database/open-database.ts';
import { doors, employees, opds, rosters, templates } from '../database/schema.ts';
import { placeOf, type RosterContent } from './roster-content.ts';

export type Transaction = Parameters<Parameters<Database['db']['transaction']>[0]>[0];

/**
 * Writes a new roster version for every door of the office whose roster is no longer what it should be. Call it in the
 * transaction of the change that caused it, after the change.
 * @returns the doors that have a new version.
 */
export async function refreshRosters(tx: Transaction, opd: string): Promise<string[]> {
  // Two changes in one office wait for each other here, so that the second sees what the first committed.
  await tx.execute(sql`SELECT 1 FROM ${opds} WHERE ${opds.id} = ${opd} FOR NO KEY UPDATE`);
  const content = await addAssistance(tx, opd, await currentContent(tx, opd));
  const digest = rosterDigest(Object.entries(content).map(([employee, place]) => ({ employee, ...placeOf(place) })));
  const latest = await tx
    .select({ door: doors.id, version: doors.rosterVersion, digest: rosters.digest })
    .from(doors)
    .leftJoin(rosters, and(eq(rosters.door, doors.id), eq(rosters.version, doors.rosterVersion)))
    .where(eq(doors.opd, opd))
    .orderBy(asc(doors.id));
  const changed = latest.filter((door) => door.digest !== digest);
  for (const { door, version } of changed) {
    await tx.insert(rosters).values({ door, version: version + 1, digest, content });
    await tx
      .update(doors)
      .set({ rosterVersion: version + 1 })
      .where(eq(doors.id, door));
  }
  return changed.map(({ door }) => door);
}

/** Templates of different models cannot be compared, so a roster holds those of the model that most people have. */
async function currentContent(tx: Transaction, opd: string): Promise<RosterContent> {
  const rows = await tx
    .select({ employee: templates.employee, template: templates.id, model: templates.model })
    .from(templates)
    .innerJoin(employees, eq(employees.id, templates.employee))
    .where(and(eq(employees.opd, opd), employees.active, isNull(templates.removedAt)))
    .orderBy(templates.employee, templates.id);
  const people = new Map<string, Set<string>>();
  for (const { model, employee } of rows) people.set(model, (people.get(model) ?? new Set()).add(employee));
  const [usual] = [...people].sort(([a, one], [b, other]) => other.size - one.size || (a < b ? -1 : 1))[0] ?? [];
  const content: Record<string, string[]> = {};
  for (const { employee, template } of rows.filter(({ model }) => model === usual)) {
    const ids = content[employee] ?? [];
    ids.push(template);
    content[employee] = ids;
  }
  return content;
}
