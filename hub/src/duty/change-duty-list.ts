import type { DutyChanges } from '@hadir/shared/api/duty';
import { sql } from 'drizzle-orm';
import { dutyLists } from '../database/tables/days.ts';
import { DayJudge } from '../days/day-judge.ts';
import { openFacts } from '../days/open-facts.ts';
import { touchDays } from '../days/touch-days.ts';
import { HttpProblem } from '../http/http-problem.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';
import { shiftsOf } from './read-duty-list.ts';

/** @param opd undefined where any office's list may be changed. @throws HttpProblem naming each change that cannot be. */
export async function changeDutyList(
  tx: Transaction,
  { changes }: DutyChanges,
  { by, opd, now }: { by: string; opd: string | undefined; now: Date },
): Promise<void> {
  const dates = changes.map(({ day }) => day).sort();
  const people = [...new Set(changes.map(({ employee }) => employee))];
  const { book } = await readPolicyBook(tx);
  const facts = await openFacts(tx, people, dates[0] ?? '', dates.at(-1) ?? '');
  const judge = new DayJudge(facts, book, now);
  const fields = changes.flatMap(({ employee, day, shift }, index) => {
    const posting = facts.postingOn(employee, day);
    if (posting === null || (opd !== undefined && posting.opd !== opd))
      return [{ field: `changes.${index}.employee`, message: 'Pegawai ini bukan dari OPD Anda pada hari itu.' }];
    const policy = judge.policyOf(employee, day);
    const known = shift === null || (policy !== null && shiftsOf(policy).some(({ code }) => code === shift));
    return known ? [] : [{ field: `changes.${index}.shift`, message: 'Jadwal pegawai ini tidak mempunyai sif itu.' }];
  });
  if (fields.length > 0)
    throw new HttpProblem(422, 'invalid-duty', 'Daftar jaga belum dapat disimpan. Perbaiki yang ditandai.', { fields });
  await tx.execute(sql`
    DELETE FROM duty_lists d USING json_to_recordset(${JSON.stringify(changes)}::text::json) AS c(employee uuid, day date)
    WHERE d.employee = c.employee AND d.day = c.day`);
  const kept = [...new Map(changes.map((change) => [`${change.employee} ${change.day}`, change])).values()];
  const rows = kept.flatMap(({ shift, ...rest }) => (shift === null ? [] : [{ ...rest, shift, setBy: by }]));
  if (rows.length > 0) await tx.insert(dutyLists).values(rows);
  for (const employee of people) {
    const own = kept.filter((change) => change.employee === employee);
    const days = own.map(({ day }) => day).sort();
    await touchDays(tx, [employee], days[0] ?? '', days.at(-1) ?? '');
    const set = Object.fromEntries(
      own.map(({ day, shift }) => [day, { before: facts.shiftOn(employee, day), after: shift }]),
    );
    await writeAudit(tx, by, 'duty-list-changed', employee, set);
  }
}
