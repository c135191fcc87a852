import { and, eq, ne, sql } from 'drizzle-orm';
import { opds } from '../database/schema.ts';
import { workUnits } from '../database/tables/postings.ts';
import { fieldProblem, HttpProblem, notFound } from '../http/http-problem.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';
import { touchUnit } from './units-above.ts';

interface Given {
  readonly opd: string;
  readonly parent: string | null;
  readonly name: string;
}

export async function addWorkUnit(tx: Transaction, given: Given, by: string): Promise<Given & { id: string }> {
  const { opd, parent } = given;
  // Two units of one name, or a circle of parts, cannot come about while the office is held.
  const [office] = await tx.select({ id: opds.id }).from(opds).where(eq(opds.id, opd)).for('no key update');
  if (!office) throw fieldProblem('opd-unknown', 'opd', 'OPD ini tidak ada.');
  if (parent !== null) await checkParent(tx, opd, parent);
  const name = await freeName(tx, opd, given.name, null);
  const [created] = await tx.insert(workUnits).values({ opd, parent, name }).returning({ id: workUnits.id });
  if (!created) throw new Error('A work unit that was inserted was not returned.');
  await writeAudit(tx, by, 'work-unit-created', created.id, { opd, name, parent });
  return { id: created.id, opd, parent, name };
}

/** @returns its office. */
export async function changeWorkUnit(
  tx: Transaction,
  id: string,
  { name: wanted, parent }: { name: string; parent?: string | null | undefined },
  by: string,
): Promise<string> {
  const before = await takeUnit(tx, id);
  const { opd } = before;
  if (parent !== undefined && parent !== null) {
    await checkParent(tx, opd, parent);
    const [found] = await tx.execute<{ circle: boolean }>(sql`
      WITH RECURSIVE above AS (
        SELECT ${parent}::uuid AS unit
        UNION
        SELECT w.parent FROM above a JOIN work_units w ON w.id = a.unit WHERE w.parent IS NOT NULL
      ) SELECT EXISTS (SELECT 1 FROM above WHERE unit = ${id}::uuid) AS circle`);
    if (found?.circle)
      throw fieldProblem('parent-circle', 'parent', 'Unit ini tidak dapat berada di bawah bagiannya sendiri.');
  }
  const name = await freeName(tx, opd, wanted, id);
  const after = { name, parent: parent === undefined ? before.parent : parent };
  await tx.update(workUnits).set(after).where(eq(workUnits.id, id));
  if (after.parent !== before.parent) await touchUnit(tx, id);
  await writeAudit(tx, by, 'work-unit-changed', id, { before: { name: before.name, parent: before.parent }, after });
  return opd;
}

export async function removeWorkUnit(tx: Transaction, id: string, by: string): Promise<void> {
  const { opd, name, parent } = await takeUnit(tx, id);
  const [used] = await tx.execute<{ people: boolean; parts: boolean; policies: boolean }>(sql`
    SELECT EXISTS (SELECT 1 FROM postings WHERE work_unit = ${id}::uuid) AS people,
      EXISTS (SELECT 1 FROM work_units WHERE parent = ${id}::uuid) AS parts,
      EXISTS (SELECT 1 FROM policy_editions WHERE kind IN ('assignments', 'rollout') AND state <> 'withdrawn'
        AND document::text LIKE ${`%${id}%`}) AS policies`);
  const why = used?.people
    ? 'Ada pegawai yang pernah ditempatkan di unit ini. Ubah namanya saja.'
    : used?.parts
      ? 'Masih ada unit di bawahnya. Pindahkan atau hapus dahulu.'
      : used?.policies
        ? 'Sebuah kebijakan menyebut unit ini. Ubah dahulu kebijakannya.'
        : null;
  if (why !== null) throw new HttpProblem(409, 'work-unit-used', why);
  await tx.delete(workUnits).where(eq(workUnits.id, id));
  await writeAudit(tx, by, 'work-unit-removed', id, { opd, name, parent });
}

async function takeUnit(tx: Transaction, id: string): Promise<typeof workUnits.$inferSelect> {
  const [unit] = await tx.select().from(workUnits).where(eq(workUnits.id, id));
  if (!unit) throw notFound('Unit kerja ini');
  await tx.select({ id: opds.id }).from(opds).where(eq(opds.id, unit.opd)).for('no key update');
  const [held] = await tx.select().from(workUnits).where(eq(workUnits.id, id)).for('no key update');
  if (!held) throw notFound('Unit kerja ini');
  return held;
}

async function checkParent(tx: Transaction, opd: string, parent: string): Promise<void> {
  const [above] = await tx.select({ opd: workUnits.opd }).from(workUnits).where(eq(workUnits.id, parent));
  if (above?.opd !== opd) throw fieldProblem('parent-unknown', 'parent', 'Induknya bukan bagian OPD itu.');
}

/** @returns the name as it is kept: imports find units by it, without case and doubled spaces. */
async function freeName(tx: Transaction, opd: string, wanted: string, self: string | null): Promise<string> {
  const name = wanted.replace(/\s+/g, ' ').trim();
  if (name.length < 2) throw fieldProblem('work-unit-name', 'name', 'Paling sedikit 2 karakter.');
  const [same] = await tx
    .select({ id: workUnits.id })
    .from(workUnits)
    .where(
      and(
        eq(workUnits.opd, opd),
        sql`lower(${workUnits.name}) = lower(${name})`,
        self === null ? undefined : ne(workUnits.id, self),
      ),
    );
  if (same) throw fieldProblem('work-unit-name-taken', 'name', 'Unit kerja dengan nama ini sudah ada.', 409);
  return name;
}
