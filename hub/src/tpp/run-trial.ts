import type { PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import { eq, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { opds } from '../database/schema.ts';
import { tppTrials } from '../database/tables/tpp.ts';
import { DayJudge } from '../days/day-judge.ts';
import { openFacts } from '../days/open-facts.ts';
import type { DayVerdict } from '../rules/day/day-verdict.ts';
import type { PolicyBook } from '../rules/policy/policy-book.ts';
import { monthDays } from '../rules/tpp/month-days.ts';
import { type MonthSource, openMonthSource } from './month-source.ts';
import { sheetMembers } from './sheet-members.ts';
import { TrialSum } from './trial-answer.ts';
import { openTrialBook } from './trial-book.ts';
import { workOutSheet } from './work-out-sheet.ts';

type Db = Database['db'];

interface TrialQuestion {
  readonly id: string;
  readonly edition: PolicyEdition;
  /** YYYY-MM, the earliest first. */
  readonly months: readonly string[];
  readonly opd: string | undefined;
}

/** So many people are compared between two looks at whether somebody called it off. */
const AT_ONCE = 250;

/**
 * Works past months out twice, as they are and by a draft, and notes its progress with the question. Nothing that is
 * paid by changes. @returns false where it was called off.
 */
export async function runTrial(db: Db, question: TrialQuestion, now: () => Date): Promise<boolean> {
  const { id, edition, months, opd } = question;
  const first = `${months[0]}-01`;
  const before = await openMonthSource(db, now());
  const after = draftSource(before, await openTrialBook(db, edition, first), edition);
  const names = new Map(
    (await db.select({ id: opds.id, name: opds.name }).from(opds)).map((each) => [each.id, each.name]),
  );
  const sum = new TrialSum();
  let done = 0;
  let total = 0;
  for (const [index, month] of months.entries()) {
    const members = await sheetMembers(db, month, opd === undefined ? {} : { opd });
    total = index === 0 ? members.length * months.length : Math.max(total, done + members.length);
    for (let at = 0; at < members.length; at += AT_ONCE) {
      const chunk = members.slice(at, at + AT_ONCE);
      const drafted = workOutSheet(after, month, chunk);
      for await (const { member, result } of workOutSheet(before, month, chunk)) {
        const other = await drafted.next();
        if (other.done === true) break;
        const { employee, name, nip, opd: office } = member;
        const figures = { before: result.total, after: other.value.result.total };
        sum.add({ opd: office, opdName: names.get(office) ?? '', employee, name, nip, month, ...figures });
      }
      done += chunk.length;
      if (!(await noteProgress(db, id, done, total, now()))) return false;
    }
  }
  await db
    .update(tppTrials)
    .set({ state: 'done', done, total: done, answer: sum.answer(), aliveAt: now() })
    .where(sql`${tppTrials.id} = ${id} AND ${tppTrials.state} = 'running'`);
  return true;
}

/** @returns whether to go on. */
async function noteProgress(db: Db, id: string, done: number, total: number, aliveAt: Date): Promise<boolean> {
  const going = await db
    .update(tppTrials)
    .set({ done, total, aliveAt })
    .where(sql`${tppTrials.id} = ${id} AND ${tppTrials.state} = 'running'`)
    .returning({ id: tppTrials.id });
  return going.length > 0;
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

/** Notes why a trial came to nothing. */
export async function failTrial(db: Db, id: string): Promise<void> {
  await db
    .update(tppTrials)
    .set({ state: 'failed', problem: 'Percobaan gagal karena kesalahan di server; lihat catatan server.' })
    .where(eq(tppTrials.id, id));
}
