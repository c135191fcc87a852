import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { employees } from '../database/schema.ts';
import { supervisors } from '../database/tables/assistance.ts';
import { placeOf, type RosterContent } from '../rosters/roster-content.ts';

/**
 * Adds to an office's roster who may assist at its doors, and everybody without a face by name, whom they can answer
 * for. Where nobody may assist, nothing is added: no door needs to know those names.
 */
export async function addAssistance(
  db: Pick<Database['db'], 'select'>,
  opd: string,
  faces: RosterContent,
): Promise<RosterContent> {
  const named = await db
    .select({ employee: supervisors.employee, pin: supervisors.pin, card: supervisors.card })
    .from(supervisors)
    .innerJoin(employees, and(eq(employees.id, supervisors.employee), eq(employees.opd, opd), employees.active))
    .where(and(eq(supervisors.opd, opd), isNull(supervisors.endedAt)));
  const able = new Map(named.flatMap((one) => (one.pin === null && one.card === null ? [] : [[one.employee, one]])));
  if (able.size === 0) return faces;
  const people = await db
    .select({ id: employees.id })
    .from(employees)
    .where(and(eq(employees.opd, opd), employees.active))
    .orderBy(asc(employees.id));
  const content: RosterContent = {};
  for (const { id } of people) {
    const face = faces[id] ?? [];
    const one = able.get(id);
    content[id] = one === undefined ? face : { ...placeOf(face), assist: { pin: one.pin, card: one.card } };
  }
  return content;
}
