import type { DutyChange } from '@hadir/shared/api/duty';
import { sql } from 'drizzle-orm';
import { dutyLists } from '../database/tables/days.ts';
import { DayJudge } from '../days/day-judge.ts';
import { openFacts } from '../days/open-facts.ts';
import { touchDays } from '../days/touch-days.ts';
import { HttpProblem } from '../http/http-problem.ts';
import { isDay } from '../policies/is-day.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';
import { shiftsOf } from './read-duty-list.ts';

interface Limits {
  readonly by: string;
  /** Undefined where any office's list may be changed. */
  readonly opd: string | undefined;
  /** First day that may be changed; null for any. */
  readonly earliest: string | null;
  /** Puts back what was there, whether or not a schedule still knows it. */
  readonly anyShift?: boolean;
}

/** @throws HttpProblem naming each change that cannot be. */
export async function changeDutyList(
  tx: Transaction,
  changes: readonly DutyChange[],
  { by, opd, earliest, anyShift = false }: Limits,
): Promise<void> {
  refuse(
    changes.flatMap(({ day }, index) =>
      isDay(day) ? [] : [{ field: `changes.${index}.day`, message: 'Tanggal ini tidak ada di kalender.' }],
    ),
  );
  const dates = changes.map(({ day }) => day).sort();
  const people = [...new Set(changes.map(({ employee }) => employee))];
  const { book } = await readPolicyBook(tx);
  const facts = await openFacts(tx, people, dates[0] ?? '', dates.at(-1) ?? '');
  // For which instant days would be judged does not matter: only their policies are asked for.
  const judge = new DayJudge(facts, book, new Date(0));
  refuse(
    changes.flatMap(({ employee, day, shift }, index) => {
      const posting = facts.postingOn(employee, day);
      if (!anyShift && (posting === null || (opd !== undefined && posting.opd !== opd)))
        return [{ field: `changes.${index}.employee`, message: 'Pegawai ini bukan dari OPD Anda pada hari itu.' }];
      if (earliest !== null && day < earliest)
        return [{ field: `changes.${index}.day`, message: 'Hari yang sudah lewat hanya dapat diubah oleh BKD.' }];
      const policy = judge.policyOf(employee, day);
      const known =
        anyShift || shift === null || (policy !== null && shiftsOf(policy).some(({ code }) => code === shift));
      return known ? [] : [{ field: `changes.${index}.shift`, message: 'Jadwal pegawai ini tidak mempunyai sif itu.' }];
    }),
  );
  const kept = [...new Map(changes.map((change) => [`${change.employee} ${change.day}`, change])).values()];
  await tx.execute(sql`
    DELETE FROM duty_lists d
    USING json_to_recordset(${JSON.stringify(kept)}::text::json) AS c(employee uuid, day date, shift text)
    WHERE d.employee = c.employee AND d.day = c.day AND c.shift IS NULL`);
  const rows = kept.flatMap(({ shift, ...rest }) => (shift === null ? [] : [{ ...rest, shift, setBy: by }]));
  // Somebody else may be writing the same list at this moment: whoever comes last decides.
  if (rows.length > 0)
    await tx
      .insert(dutyLists)
      .values(rows)
      .onConflictDoUpdate({
        target: [dutyLists.employee, dutyLists.day],
        set: { shift: sql`excluded.shift`, setBy: sql`excluded.set_by`, setAt: sql`now()` },
      });
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

function refuse(fields: { field: string; message: string }[]): void {
  if (fields.length === 0) return;
  const detail = fields[0]?.message ?? '';
  throw new HttpProblem(422, 'invalid-duty', `Daftar jaga belum dapat disimpan. ${detail}`, {
    fields: fields.slice(0, 100),
  });
}
