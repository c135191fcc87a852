import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { disciplineCases, disciplineEvents } from '../database/tables/discipline.ts';
import type { CaseRow, EventRow } from './case-record.ts';

/** A case as it is stored, with what happened to it. */
export interface StoredCase {
  readonly row: CaseRow;
  readonly events: readonly EventRow[];
}

/** @returns by employee the cases of that year, in the order in which they came up. */
export async function readStoredCases(
  db: Pick<Database['db'], 'select'>,
  employees: readonly string[],
  year: number,
): Promise<Map<string, StoredCase[]>> {
  const rows = await db
    .select()
    .from(disciplineCases)
    .where(and(inArray(disciplineCases.employee, [...employees]), eq(disciplineCases.year, year)))
    .orderBy(asc(disciplineCases.proposedOn), asc(disciplineCases.id));
  const events = await readEvents(
    db,
    rows.map(({ id }) => id),
  );
  const byEmployee = new Map<string, StoredCase[]>();
  for (const row of rows) {
    const own = byEmployee.get(row.employee) ?? [];
    byEmployee.set(row.employee, own);
    own.push({ row, events: events.get(row.id) ?? [] });
  }
  return byEmployee;
}

/** @returns by case, in the order in which they were written */
export async function readEvents(
  db: Pick<Database['db'], 'select'>,
  cases: readonly string[],
): Promise<Map<string, EventRow[]>> {
  const byCase = new Map<string, EventRow[]>(cases.map((id) => [id, []]));
  if (cases.length === 0) return byCase;
  const { case: of, kind, step, on, number } = disciplineEvents;
  const rows = await db
    .select({ of, kind, step, on })
    .from(disciplineEvents)
    .where(inArray(of, [...cases]))
    .orderBy(asc(number));
  for (const { of: which, ...event } of rows) byCase.get(which)?.push(event);
  return byCase;
}
