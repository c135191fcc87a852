import { rosterDigest } from '@hadir/shared/wire/roster-digest';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { addAssistance } from '../assistance/add-assistance.ts';
import type { Database } from '../database/open-database.ts';
import { bindings, doors, employees, opds, rosters, settings, templates, unitStatuses } from '../database/schema.ts';
import { doorModels } from '../database/tables/enrolment.ts';
import { readStrict } from '../look-alikes/read-strict.ts';
import { chooseModel } from './choose-model.ts';
import { placeOf, type RosterContent, type RosterPlace } from './roster-content.ts';

export type Transaction = Parameters<Parameters<Database['db']['transaction']>[0]>[0];

/** The name of the setting that holds the id of the model with which templates are made now. */
export const NEWEST_MODEL = 'face-model';

/**
 * Writes a new roster version for every door of the office whose roster is no longer what it should be. Call it in the
 * transaction of the change that caused it, after the change.
 * @returns the doors that have a new version.
 */
export async function refreshRosters(tx: Transaction, opd: string): Promise<string[]> {
  // Two changes in one office wait for each other here, so that the second sees what the first committed.
  await tx.execute(sql`SELECT 1 FROM ${opds} WHERE ${opds.id} = ${opd} FOR NO KEY UPDATE`);
  const enrolled = await readEnrolled(tx, opd);
  const latest = await readDoors(tx, opd);
  const [newest] = await tx.select({ model: settings.value }).from(settings).where(eq(settings.name, NEWEST_MODEL));
  const rosterOf = new Map<string | null, { content: RosterContent; digest: string }>();
  const changed: string[] = [];
  for (const { door, version, digest: had, runs, chosen } of latest) {
    const model = chooseModel({ ...enrolled, runs, chosen, newest: (newest?.model as string | undefined) ?? null });
    const roster = rosterOf.get(model) ?? (await writeRoster(tx, opd, enrolled.templates, model));
    rosterOf.set(model, roster);
    if (roster.digest === had) continue;
    await tx.insert(rosters).values({ door, version: version + 1, ...roster });
    await tx
      .update(doors)
      .set({ rosterVersion: version + 1 })
      .where(eq(doors.id, door));
    changed.push(door);
  }
  return changed;
}

function readDoors(tx: Transaction, opd: string) {
  return tx
    .select({
      door: doors.id,
      version: doors.rosterVersion,
      digest: rosters.digest,
      chosen: doorModels.model,
      runs: sql<string[] | null>`CASE jsonb_typeof(${unitStatuses.status}->'models')
        WHEN 'array' THEN ${unitStatuses.status}->'models' END`,
    })
    .from(doors)
    .leftJoin(rosters, and(eq(rosters.door, doors.id), eq(rosters.version, doors.rosterVersion)))
    .leftJoin(doorModels, eq(doorModels.door, doors.id))
    .leftJoin(bindings, and(eq(bindings.door, doors.id), isNull(bindings.until)))
    .leftJoin(unitStatuses, eq(unitStatuses.unit, bindings.unit))
    .where(eq(doors.opd, opd))
    .orderBy(asc(doors.id));
}

interface EnrolledTemplate {
  readonly employee: string;
  readonly template: string;
  readonly model: string;
}

async function readEnrolled(tx: Transaction, opd: string) {
  const rows: EnrolledTemplate[] = await tx
    .select({ employee: templates.employee, template: templates.id, model: templates.model })
    .from(templates)
    .innerJoin(employees, eq(employees.id, templates.employee))
    .where(and(eq(employees.opd, opd), employees.active, isNull(templates.removedAt)))
    .orderBy(templates.employee, templates.id);
  const byModel = new Map<string, Set<string>>();
  for (const { model, employee } of rows) byModel.set(model, (byModel.get(model) ?? new Set()).add(employee));
  return {
    templates: rows,
    people: new Map([...byModel].map(([model, people]) => [model, people.size] as const)),
    everybody: new Set(rows.map(({ employee }) => employee)).size,
  };
}

async function writeRoster(
  tx: Transaction,
  opd: string,
  enrolled: readonly EnrolledTemplate[],
  model: string | null,
): Promise<{ content: RosterContent; digest: string }> {
  const ids: Record<string, string[]> = {};
  for (const { employee, template } of enrolled.filter((row) => row.model === model)) {
    const own = ids[employee] ?? [];
    own.push(template);
    ids[employee] = own;
  }
  const strict = model === null ? new Set<string>() : await readStrict(tx, model, Object.keys(ids));
  const recognised: RosterContent = {};
  for (const [employee, own] of Object.entries(ids)) {
    const place: RosterPlace = { templates: own, lookAlike: true };
    recognised[employee] = strict.has(employee) ? place : own;
  }
  const content = await addAssistance(tx, opd, recognised);
  const people = Object.entries(content).map(([employee, place]) => ({ employee, ...placeOf(place) }));
  return { content, digest: rosterDigest(people) };
}
