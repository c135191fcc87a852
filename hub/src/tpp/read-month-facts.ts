import { and, eq, gte, isNull, lte, or, sql } from 'drizzle-orm';
import { idList } from '../database/id-list.ts';
import type { Database } from '../database/open-database.ts';
import { postings } from '../database/tables/postings.ts';
import { assemblies, assemblyAbsences, manipulationFindings } from '../database/tables/tpp.ts';
import { readSanctions } from '../discipline/read-sanctions.ts';
import { readRatings } from '../performance/read-ratings.ts';
import type { DayVerdict } from '../rules/day/day-verdict.ts';
import { sanctionsInMonth } from '../rules/discipline/sanctions-in-month.ts';
import { monthDays } from '../rules/tpp/month-days.ts';
import type { MonthFacts } from '../rules/tpp/month-facts.ts';
import type { MonthSource } from './month-source.ts';
import type { SheetMember } from './sheet-members.ts';

type Db = Database['db'];

/** An apel belongs to a working day; to a ceremony (17 August) people are called on a holiday. */
const FREE: ReadonlySet<DayVerdict['status']> = new Set(['day_off', 'collective_leave']);

/** All that a month's TPP follows from, for some people. A few hundred at a time keep the memory bounded. */
export async function readMonthFacts(
  { db, days }: Pick<MonthSource, 'db' | 'days'>,
  month: string,
  members: readonly SheetMember[],
): Promise<MonthFacts[]> {
  const dates = monthDays(month);
  const [first, last] = [dates[0] ?? month, dates[dates.length - 1] ?? month];
  const employees = members.map(({ employee }) => employee);
  const [postingRows, verdicts, ratings, missedRows, findingRows, sanctions] = await Promise.all([
    readPostings(db, employees, first, last),
    days(employees, first, last),
    readRatings(db, employees, month),
    readMissedApel(db, employees, first, last),
    readFindings(db, employees, month),
    readSanctions(db, employees),
  ]);
  const served = group(postingRows);
  const missed = group(missedRows);
  const findings = group(findingRows);
  return members.map(({ employee, kind }) => {
    const periods = served.get(employee) ?? [];
    const from = periods[0]?.from ?? first;
    const ends = periods.map(({ to }) => to);
    const to = ends.includes(null) ? null : (ends.sort().at(-1) ?? null);
    const inService = { from: from > first ? from : null, to: to !== null && to < last ? to : null };
    const all = verdicts.get(employee) ?? [];
    const judged =
      inService.from === null && inService.to === null
        ? all
        : all.filter(
            ({ day }) =>
              (inService.from === null || inService.from <= day) && (inService.to === null || day <= inService.to),
          );
    const isFree = (day: string) => judged.some((verdict) => verdict.day === day && FREE.has(verdict.status));
    return {
      employee,
      month,
      employeeKind: kind,
      bases: basesOf(periods),
      rating: ratings.get(employee) ?? null,
      inService,
      verdicts: judged,
      missedApel: (missed.get(employee) ?? [])
        .filter(({ day, kind: called }) => called === 'upacara' || !isFree(day))
        .map(({ day, id, by }) => ({ day, id, approvals: [by] })),
      manipulation: (findings.get(employee) ?? []).map(({ id, by }) => ({ id, approvals: by === null ? [] : [by] })),
      sanctions: sanctionsInMonth(sanctions.get(employee) ?? [], month),
    };
  });
}

/** A posting without a base does not keep the one before it: then nothing is known. */
function basesOf(periods: readonly { from: string; to: string | null; baseTpp: number | null }[]): MonthFacts['bases'] {
  const bases = periods.flatMap(({ from, to, baseTpp }) => (baseTpp === null ? [] : [{ from, to, rupiah: baseTpp }]));
  return bases.length === periods.length ? bases : [];
}

function readPostings(db: Db, employees: string[], first: string, last: string) {
  const { employee, from, to, baseTpp } = postings;
  return db
    .select({ employee, from, to, baseTpp })
    .from(postings)
    .where(and(eq(employee, sql`ANY (${idList(employees)})`), lte(from, last), or(isNull(to), gte(to, first))))
    .orderBy(from);
}

function readMissedApel(db: Db, employees: string[], first: string, last: string) {
  return db
    .select({
      employee: assemblyAbsences.employee,
      id: assemblies.id,
      day: assemblies.day,
      kind: assemblies.kind,
      by: assemblies.recordedBy,
    })
    .from(assemblyAbsences)
    .innerJoin(assemblies, eq(assemblies.id, assemblyAbsences.assembly))
    .where(
      and(
        eq(assemblyAbsences.employee, sql`ANY (${idList(employees)})`),
        gte(assemblies.day, first),
        lte(assemblies.day, last),
        eq(assemblies.cancelled, false),
      ),
    )
    .orderBy(assemblies.day, assemblies.id);
}

function readFindings(db: Db, employees: string[], month: string) {
  const { employee, id, decidedBy, state } = manipulationFindings;
  return db
    .select({ employee, id, by: decidedBy })
    .from(manipulationFindings)
    .where(
      and(eq(employee, sql`ANY (${idList(employees)})`), eq(manipulationFindings.month, month), eq(state, 'confirmed')),
    )
    .orderBy(id);
}

function group<Row extends { readonly employee: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const byEmployee = new Map<string, Row[]>();
  for (const row of rows) {
    const same = byEmployee.get(row.employee);
    if (same) same.push(row);
    else byEmployee.set(row.employee, [row]);
  }
  return byEmployee;
}
