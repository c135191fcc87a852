import type { Database } from '../database/open-database.ts';
import type { PolicyBook } from '../rules/policy/policy-book.ts';
import { DayJudge } from './day-judge.ts';
import { type Facts, openFacts } from './open-facts.ts';
import { shiftDay } from './shift-day.ts';

/** Days of one reading; what lies further apart is read apart. */
const DAYS_AT_ONCE = 7;

/** A judge and the facts that it judges by, for some days. */
export interface OpenedDays {
  readonly judge: DayJudge;
  readonly facts: Facts;
}

/**
 * Reads what judging these days, and those before and after them, takes.
 * @returns for each day asked for who judges it
 */
export async function openDays(
  db: Pick<Database['db'], 'select' | 'execute'>,
  book: PolicyBook,
  wanted: readonly { readonly employee: string; readonly day: string }[],
  asOf: Date,
): Promise<(day: string) => OpenedDays> {
  const opened = new Map<string, OpenedDays>();
  const sorted = [...wanted].sort((a, b) => (a.day < b.day ? -1 : 1));
  while (sorted.length > 0) {
    const from = sorted[0]?.day ?? '';
    const limit = shiftDay(from, DAYS_AT_ONCE - 1);
    const next = sorted.findIndex(({ day }) => day > limit);
    const cluster = sorted.splice(0, next === -1 ? sorted.length : next);
    const employees = [...new Set(cluster.map(({ employee }) => employee))];
    const facts = await openFacts(db, employees, shiftDay(from, -1), shiftDay(cluster.at(-1)?.day ?? from, 1));
    const days: OpenedDays = { facts, judge: new DayJudge(facts, book, asOf) };
    for (const { day } of cluster) opened.set(day, days);
  }
  return (day) => {
    const days = opened.get(day);
    if (days === undefined) throw new RangeError(`The day ${day} was not opened.`);
    return days;
  };
}
