import type { DayJudgement, EmployeeMonth, MonthDay } from '@hadir/shared/api/attendance';
import type { EmployeeDetail } from '@hadir/shared/api/people';
import { localDay } from '@hadir/shared/time/local-day';
import type { Database } from '../database/open-database.ts';
import { DayJudge } from '../days/day-judge.ts';
import { openFacts } from '../days/open-facts.ts';
import { readDays } from '../days/read-days.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import { monthDays } from '../rules/tpp/month-days.ts';
import { describeVerdict } from './describe-verdict.ts';

/** One employee's month as it stands: every day with its verdict, and what they add up to. */
export async function readEmployeeMonth(
  db: Database['db'],
  employee: EmployeeDetail,
  month: string,
  now: Date,
): Promise<EmployeeMonth> {
  const days = monthDays(month);
  const [from = '', to = ''] = [days[0], days.at(-1)];
  const { book } = await readPolicyBook(db);
  const facts = await openFacts(db, [employee.id], from, to);
  const judge = new DayJudge(facts, book, now);
  const verdicts = (await readDays(db, { employees: [employee.id], from, to, now })).get(employee.id) ?? [];
  const byDay = new Map(verdicts.map((verdict) => [verdict.day, verdict]));
  const zone = (facts.postingOn(employee.id, to) ?? facts.postingOn(employee.id, from))?.zone ?? 'Asia/Jakarta';
  const today = localDay(now, zone);
  const rows = days.map((day): MonthDay => {
    const [verdict, policy] = [byDay.get(day), judge.policyOf(employee.id, day)];
    const known = verdict !== undefined && policy !== null;
    return {
      day,
      arrival: toInstant(verdict?.arrival?.atMs),
      departure: toInstant(verdict?.departure?.atMs),
      judgement: known ? describeVerdict(verdict, policy) : null,
    };
  });
  const { id, nip, name, opdName, position } = employee;
  const past = rows
    .filter(({ day }) => day <= today)
    .flatMap(({ judgement }) => (judgement === null ? [] : [judgement]));
  return { employee: { id, nip, name, opdName, position }, month, zone, today, days: rows, totals: totalsOf(past) };
}

function totalsOf(days: readonly DayJudgement[]): EmployeeMonth['totals'] {
  const byStatus = new Map<string, EmployeeMonth['totals']['byStatus'][number]>();
  const events = new Map<string, EmployeeMonth['totals']['events'][number]>();
  for (const { status, letter, label, events: own } of days) {
    const row = byStatus.get(status) ?? { status, letter, label, days: 0 };
    byStatus.set(status, { ...row, days: row.days + 1 });
    for (const { code, minutes, halves } of own) {
      const sum = events.get(code) ?? { code, count: 0, minutes: 0 };
      events.set(code, { code, count: sum.count + halves / 2, minutes: sum.minutes + minutes });
    }
  }
  return {
    workingDays: days.filter(({ status }) => status !== 'day_off' && status !== 'collective_leave').length,
    byStatus: [...byStatus.values()],
    events: [...events.values()].sort((a, b) => (a.code < b.code ? -1 : 1)),
    lateMinutes: days.reduce((sum, { lateMinutes }) => sum + lateMinutes, 0),
    earlyMinutes: days.reduce((sum, { earlyMinutes }) => sum + earlyMinutes, 0),
    unsettled: days.filter(({ status }) => status === 'incomplete').length,
  };
}

function toInstant(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}
