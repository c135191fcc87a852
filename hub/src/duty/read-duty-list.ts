import type { DutyList } from '@hadir/shared/api/duty';
import type { Database } from '../database/open-database.ts';
import { DayJudge } from '../days/day-judge.ts';
import { openFacts } from '../days/open-facts.ts';
import { listMembers } from '../organisation/list-organisation.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import type { DayPolicy } from '../rules/day/day-policy.ts';
import { monthDays } from '../rules/tpp/month-days.ts';

/** The duty list of an office: of whoever works by one on any day of the month. */
export async function readDutyList(
  db: Pick<Database['db'], 'select' | 'execute'>,
  { opd, month, now }: { opd: string; month: string; now: Date },
): Promise<DutyList> {
  const days = monthDays(month);
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const { book } = await readPolicyBook(db);
  const members = [...(await listMembers(db, opd, last)), ...(await listMembers(db, opd, first))];
  const people = [...new Map(members.map((member) => [member.employee, member])).values()];
  const facts = await openFacts(
    db,
    people.map(({ employee }) => employee),
    first,
    last,
  );
  const judge = new DayJudge(facts, book, now);
  const list: DutyList = { month, days: days.map((day) => ({ day, holiday: book.holidayOn(day) })), people: [] };
  for (const { employee, name } of people) {
    const policies = days.map((day) => judge.policyOf(employee, day));
    const rota = policies.find((policy) => policy?.schedule.pattern.kind === 'rota');
    if (!rota) continue;
    const duty = Object.fromEntries(
      days.flatMap((day) => {
        const shift = facts.shiftOn(employee, day);
        return shift === null ? [] : [[day, shift]];
      }),
    );
    list.people.push({ employee, name, schedule: rota.schedule.name, shifts: shiftsOf(rota), duty });
  }
  return list;
}

export function shiftsOf({ schedule: { pattern } }: DayPolicy): DutyList['people'][number]['shifts'] {
  if (pattern.kind !== 'rota') return [];
  return Object.entries(pattern.shifts).map(([code, { start, end }]) => ({ code, start, end }));
}
