import type { PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import type { Database } from '../database/open-database.ts';
import { opds } from '../database/schema.ts';
import { DayJudge } from '../days/day-judge.ts';
import { openFacts } from '../days/open-facts.ts';
import type { DayVerdict } from '../rules/day/day-verdict.ts';
import type { PolicyBook } from '../rules/policy/policy-book.ts';
import { monthDays } from '../rules/tpp/month-days.ts';
import { findNewGaps } from './find-new-gaps.ts';
import { type MonthSource, openMonthSource } from './month-source.ts';
import { sheetMembers } from './sheet-members.ts';
import { TrialSum } from './trial-answer.ts';
import { openTrialBook } from './trial-book.ts';
import { answerTrial, noteTrialProgress, type TakenTrial } from './trial-store.ts';
import { workOutSheet } from './work-out-sheet.ts';

type Db = Database['db'];

/** So many people are compared between two looks at whether somebody called it off. */
const AT_ONCE = 250;

/**
 * Works past months out twice, as they are and by a draft, and notes its progress with the question. Nothing that is
 * paid by changes. @returns false where it was called off, or the hub stops.
 */
export async function runTrial(
  db: Db,
  { id, edition, months, opd }: TakenTrial,
  now: Date,
  stopped: AbortSignal,
): Promise<boolean> {
  const before = await openMonthSource(db, now);
  const after = draftSource(before, await openTrialBook(db, edition, `${months[0]}-01`), edition);
  const names = new Map(
    (await db.select({ id: opds.id, name: opds.name }).from(opds)).map((each) => [each.id, each.name]),
  );
  const sum = new TrialSum();
  let done = 0;
  let total = 0;
  for (const [index, month] of months.entries()) {
    const members = await sheetMembers(db, month, opd === null ? {} : { opd });
    total = index === 0 ? members.length * months.length : Math.max(total, done + members.length);
    for (let at = 0; at < members.length; at += AT_ONCE) {
      if (stopped.aborted || !(await noteTrialProgress(db, id, done, total))) return false;
      const chunk = members.slice(at, at + AT_ONCE);
      const drafted = workOutSheet(after, month, chunk);
      for await (const { member, result } of workOutSheet(before, month, chunk)) {
        const other = await drafted.next();
        if (other.done === true) break;
        const { employee, name, nip, opd: office } = member;
        sum.add(
          { opd: office, opdName: names.get(office) ?? '', employee, name, nip, month },
          result,
          other.value.result,
        );
      }
      done += chunk.length;
    }
  }
  await answerTrial(db, id, done, { ...sum.answer(), gaps: findNewGaps(before.book, after.book, months) });
  return true;
}

/** Days are judged again from the punches where the draft says anything about them. */
function draftSource(source: MonthSource, book: PolicyBook, { kind }: PolicyEdition): MonthSource {
  if (kind === 'tpp') return { ...source, book };
  return { ...source, book, days: (employees, from, to) => judgeAll(source, book, employees, from, to) };
}

async function judgeAll(
  { db, now }: MonthSource,
  book: PolicyBook,
  employees: readonly string[],
  from: string,
  to: string,
): Promise<Map<string, DayVerdict[]>> {
  const judge = new DayJudge(await openFacts(db, employees, from, to), book, now);
  const days = monthDays(from.slice(0, 7)).filter((day) => from <= day && day <= to);
  return new Map(
    employees.map((employee) => [employee, days.flatMap((day) => judge.judge(employee, day)?.verdict ?? [])]),
  );
}
