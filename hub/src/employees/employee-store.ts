import type { Employee, EmployeeDetail } from '@hadir/shared/api/people';
import { parseNip } from '@hadir/shared/people/nip';
import { and, asc, count, eq, ilike, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { employees, opds, templates } from '../database/schema.ts';
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
  templates: sql<number>`(SELECT count(*)::int FROM ${templates} t WHERE t.employee = ${employees.id} AND t.removed_at IS NULL)`,
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

export async function findEmployee(db: Reader, id: string): Promise<EmployeeDetail | null> {
  const [row] = await db
    .select(columns)
    .from(employees)
    .innerJoin(opds, eq(opds.id, employees.opd))
    .where(and(eq(employees.id, id), eq(employees.active, true)));
  if (!row) return null;
  const faces = await db
    .select({ id: templates.id, model: templates.model, createdAt: templates.createdAt })
    .from(templates)
    .where(and(eq(templates.employee, id), isNull(templates.removedAt)))
    .orderBy(templates.createdAt);
  return {
    ...withWarnings(row),
    faces: faces.map((face) => ({ ...face, createdAt: face.createdAt.toISOString() })),
  };
}

function withWarnings(row: Omit<Employee, 'warnings'>): Employee {
  const nip = parseNip(row.nip);
  return { ...row, warnings: nip.ok ? nipWarnings(nip.value.kind, nip.value.nip) : [] };
}

/** What people type is text to look for, never a pattern. */
function escapePattern(text: string): string {
  return text.replace(/[\\%_]/g, (symbol) => `\\${symbol}`);
}
