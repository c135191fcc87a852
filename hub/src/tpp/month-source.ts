import type { Database } from '../database/open-database.ts';
import { readDays } from '../days/read-days.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import type { DayVerdict } from '../rules/day/day-verdict.ts';
import type { PolicyBook } from '../rules/policy/policy-book.ts';

/** What months are worked out from. */
export interface MonthSource {
  readonly db: Database['db'];
  readonly book: PolicyBook;
  /** The instant for which they are worked out. */
  readonly now: Date;
  /** The days as the hub holds them, or what a draft policy would make of them. */
  days(employees: readonly string[], from: string, to: string): Promise<Map<string, DayVerdict[]>>;
}

/** The policies in force and the days as they are. */
export async function openMonthSource(db: Database['db'], now: Date): Promise<MonthSource> {
  const { book } = await readPolicyBook(db);
  return { db, book, now, days: (employees, from, to) => readDays(db, { employees, from, to, now }) };
}
