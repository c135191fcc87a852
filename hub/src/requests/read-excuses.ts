import { and, eq, gte, inArray, lte, sql } from 'drizzle-orm';
import { idList } from '../database/id-list.ts';
import type { Database } from '../database/open-database.ts';
import { employees, opds } from '../database/schema.ts';
import { postings } from '../database/tables/postings.ts';
import { requestSteps, requests } from '../database/tables/requests.ts';
import { asZone } from '../opds/zone.ts';
import type { Correction, Excuse } from '../rules/day/day-facts.ts';
import { addDays } from '../rules/discipline/working-days.ts';
import { excuseOf } from './excuse-of.ts';

type Reader = Pick<Database['db'], 'select'>;

/** Employee → day (YYYY-MM-DD) → what was approved for it. Days without anything are not in it. */
type ExcuseBook = Map<string, Map<string, { excuses: Excuse[]; corrections: Correction[] }>>;

/** Reads what changes days: verified requests only. An approval is named `<request>/<number of the step>`. */
export async function readExcuses(
  db: Reader,
  people: readonly string[],
  from: string,
  to: string,
): Promise<ExcuseBook> {
  const book: ExcuseBook = new Map();
  if (people.length === 0) return book;
  const approved = await db
    .select({
      id: requests.id,
      employee: requests.employee,
      subject: requests.subject,
      from: requests.from,
      to: requests.to,
      steps: sql<number[]>`(
        SELECT array_agg(s.number ORDER BY s.number) FROM ${requestSteps} s
        WHERE s.request = requests.id AND s.state IN ('endorsed', 'verified'))`,
    })
    .from(requests)
    .where(
      and(
        eq(requests.state, 'verified'),
        eq(requests.employee, sql`ANY (${idList(people)})`),
        lte(requests.from, to),
        gte(requests.to, from),
      ),
    )
    .orderBy(requests.id);
  if (approved.length === 0) return book;
  const zoneOf = await readZones(db, [...new Set(approved.map(({ employee }) => employee))]);
  for (const { employee, from: first, to: last, steps, ...request } of approved) {
    const days = book.get(employee) ?? new Map<string, { excuses: Excuse[]; corrections: Correction[] }>();
    book.set(employee, days);
    const approvals = (steps ?? []).map((number) => `${request.id}/${number}`);
    for (let day = first < from ? from : first; day <= (last > to ? to : last); day = addDays(day, 1)) {
      const { excuses, corrections } = excuseOf({ ...request, approvals }, day, zoneOf(employee, day));
      const known = days.get(day) ?? { excuses: [], corrections: [] };
      known.excuses.push(...excuses);
      known.corrections.push(...corrections);
      days.set(day, known);
    }
  }
  return book;
}

/** @returns the zone of somebody's place of work on a day: by his posting then, else by where he belongs today. */
async function readZones(db: Reader, people: string[]) {
  const rows = await db
    .select({ employee: postings.employee, from: postings.from, to: postings.to, zone: opds.zone })
    .from(postings)
    .innerJoin(opds, eq(opds.id, postings.opd))
    .where(inArray(postings.employee, people));
  const today = await db
    .select({ employee: employees.id, zone: opds.zone })
    .from(employees)
    .innerJoin(opds, eq(opds.id, employees.opd))
    .where(inArray(employees.id, people));
  return (employee: string, day: string) =>
    asZone(
      (
        rows.find((row) => row.employee === employee && row.from <= day && (row.to === null || day <= row.to)) ??
        today.find((row) => row.employee === employee)
      )?.zone ?? 'Asia/Jakarta',
    );
}
