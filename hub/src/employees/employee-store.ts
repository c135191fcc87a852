import type { Employee, EmployeeDetail } from '@hadir/shared/api/people';
import { parseNip } from '@hadir/shared/people/nip';
import { and, asc, count, eq, ilike, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { employees, opds, templates } from '../database/schema.ts';
import { templateCrops } from '../database/tables/enrolment.ts';
import { nipWarnings } from './nip-messages.ts';

type Reader = Pick<Database['db'], 'select'>;

export interface EmployeeSearch {
  /** A part of the name, or the beginning of a NIP. */
  readonly text?: string | undefined;
  readonly opd?: string | undefined;
  readonly employee?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

const columns = {
  id: employees.id,
  nip: employees.nip,
  name: employees.name,
  opd: employees.opd,
  opdName: opds.name,
  position: employees.position,
  active: employees.active,
  // What several models made of one photo is one face.
  templates: sql<number>`(SELECT count(DISTINCT coalesce(c.crop, t.id))::int FROM ${templates} t
    LEFT JOIN ${templateCrops} c ON c.template = t.id WHERE t.employee = ${employees.id} AND t.removed_at IS NULL)`,
};

export async function searchEmployees(
  db: Reader,
  { text, opd, employee, limit, offset }: EmployeeSearch,
): Promise<{ total: number; employees: Employee[] }> {
  const conditions: (SQL | undefined)[] = [eq(employees.active, true)];
  if (opd !== undefined) conditions.push(eq(employees.opd, opd));
  if (employee !== undefined) conditions.push(eq(employees.id, employee));
  const words = text?.trim() ?? '';
  if (words !== '') {
    const digits = words.replace(/[\s.]/g, '');
    const byName = ilike(employees.name, `%${escapePattern(words)}%`);
    conditions.push(/^\d+$/.test(digits) ? or(byName, ilike(employees.nip, `${digits}%`)) : byName);
  }
  const where = and(...conditions);
  const [counted] = await db.select({ total: count() }).from(employees).where(where);
  const rows = await db
    .select(columns)
    .from(employees)
    .innerJoin(opds, eq(opds.id, employees.opd))
    .where(where)
    .orderBy(asc(employees.name), asc(employees.nip))
    .limit(limit)
    .offset(offset);
  return { total: counted?.total ?? 0, employees: rows.map(withWarnings) };
}

/** Finds somebody who works here; with `orLeft` also somebody who does no more. */
export async function findEmployee(db: Reader, id: string, orLeft = false): Promise<EmployeeDetail | null> {
  const [row] = await db
    .select(columns)
    .from(employees)
    .innerJoin(opds, eq(opds.id, employees.opd))
    .where(and(eq(employees.id, id), orLeft ? undefined : eq(employees.active, true)));
  if (!row) return null;
  const made = await db
    .select({ id: templates.id, model: templates.model, createdAt: templates.createdAt, crop: templateCrops.crop })
    .from(templates)
    .leftJoin(templateCrops, eq(templateCrops.template, templates.id))
    .where(and(eq(templates.employee, id), isNull(templates.removedAt)))
    .orderBy(templates.createdAt);
  const faces = new Map<string, EmployeeDetail['faces'][number]>();
  for (const { crop, createdAt, ...face } of made) {
    const known = faces.get(crop ?? face.id);
    if (known === undefined) faces.set(crop ?? face.id, { ...face, createdAt: createdAt.toISOString() });
  }
  return { ...withWarnings(row), active: row.active, faces: [...faces.values()] };
}

function withWarnings({ active: _, ...row }: Omit<Employee, 'warnings'> & { active: boolean }): Employee {
  const nip = parseNip(row.nip);
  return { ...row, warnings: nip.ok ? nipWarnings(nip.value.kind, nip.value.nip) : [] };
}

/** What people type is text to look for, never a pattern. */
function escapePattern(text: string): string {
  return text.replace(/[\\%_]/g, (symbol) => `\\${symbol}`);
}
