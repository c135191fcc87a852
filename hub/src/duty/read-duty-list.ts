import type { DutyList } from '@hadir/shared/api/duty';
import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { DayJudge } from '../days/day-judge.ts';
import { openFacts } from '../days/open-facts.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import type { DayPolicy } from '../rules/day/day-policy.ts';
import { monthDays } from '../rules/tpp/month-days.ts';

/** The duty list of an office: of whoever belongs to it and works by one on any day of the month. */
export async function readDutyList(
  db: Pick<Database['db'], 'select' | 'execute'>,
  { opd, month, editableFrom }: { opd: string; month: string; editableFrom: string | null },
): Promise<DutyList> {
  const days = monthDays(month);
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const { book } = await readPolicyBook(db);
  const people = await db.execute<{ employee: string; nip: string; name: string }>(sql`
    SELECT e.id AS employee, e.nip, e.name FROM employees e
    WHERE e.active AND EXISTS (
      SELECT 1 FROM postings p WHERE p.employee = e.id AND p.opd = ${opd}::uuid
        AND p.from_day <= ${last}::date AND (p.to_day IS NULL OR p.to_day >= ${first}::date))
    ORDER BY e.name, e.nip`);
  const facts = await openFacts(
    db,
    people.map(({ employee }) => employee),
    first,
    last,
  );
  // For which instant days would be judged does not matter: only their policies are asked for.
  const judge = new DayJudge(facts, book, new Date(0));
  const list: DutyList = {
    month,
    days: days.map((day) => ({ day, holiday: book.holidayOn(day) })),
    people: [],
    editableFrom,
  };
  for (const { employee, nip, name } of people) {
    const rotas = new Map<string, DayPolicy>();
    for (const day of days) {
      if (facts.postingOn(employee, day)?.opd !== opd) continue;
      const policy = judge.policyOf(employee, day);
      if (policy?.schedule.pattern.kind === 'rota') rotas.set(day, policy);
    }
    const [rota] = rotas.values();
    if (rota === undefined) continue;
    const duty = Object.fromEntries(
      days.flatMap((day) => {
        const shift = rotas.has(day) ? facts.shiftOn(employee, day) : null;
        return shift === null ? [] : [[day, shift]];
      }),
    );
    const shifts = new Map([...rotas.values()].flatMap(shiftsOf).map((shift) => [shift.code, shift]));
    const closed = days.filter((day) => !rotas.has(day));
    list.people.push({ employee, nip, name, schedule: rota.schedule.name, shifts: [...shifts.values()], duty, closed });
  }
  return list;
}

export function shiftsOf({ schedule: { pattern } }: DayPolicy): DutyList['people'][number]['shifts'] {
  if (pattern.kind !== 'rota') return [];
  return Object.entries(pattern.shifts).map(([code, { start, end }]) => ({ code, start, end }));
}
