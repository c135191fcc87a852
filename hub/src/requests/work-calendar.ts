import { isZone, type Zone } from '@hadir/shared/time/local-day';
import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { unitsAbove } from '../organisation/units-above.ts';
import { addDays } from '../rules/discipline/working-days.ts';
import type { PolicyBook } from '../rules/policy/policy-book.ts';
import { RulesError } from '../rules/policy/rules-error.ts';

type Reader = Pick<Database['db'], 'execute'>;
type Posting = {
  employee: string;
  from: string;
  to: string | null;
  opd: string;
  workUnit: string | null;
  above: string | null;
  zone: string;
};

/** Noon by the usual working time, where the policy does not say when a day's morning ends. */
const USUAL_MIDDLE = 705;

interface WorkDay {
  readonly working: boolean;
  /** Where the morning ends and the afternoon begins, minutes after midnight. */
  readonly middle: number;
}

/** On which days these employees have to work, by their schedules, the holidays and the duty lists. */
export interface WorkCalendar {
  /** Null where the policies do not say by what schedule he works. */
  dayOf(employee: string, day: string): WorkDay | null;
  /** Working days of the range; null as above. */
  count(employee: string, from: string, to: string): number | null;
  /** The office on that day. */
  placeOf(employee: string, day: string): { readonly opd: string; readonly zone: Zone } | null;
}

/** @param from first day @param to last day, YYYY-MM-DD */
export async function readWorkCalendar(
  db: Reader,
  book: PolicyBook,
  employees: readonly string[],
  from: string,
  to: string,
): Promise<WorkCalendar> {
  const people = JSON.stringify(employees);
  const postings = await db.execute<Posting>(sql`
    SELECT p.employee, p.from_day::text AS "from", p.to_day::text AS "to", p.opd, p.work_unit AS "workUnit",
      ${unitsAbove(sql`p.work_unit`)} AS above, o.zone
    FROM postings p JOIN opds o ON o.id = p.opd
    WHERE p.employee IN (SELECT value::uuid FROM json_array_elements_text(${people}::text::json))
      AND p.from_day <= ${to}::date AND (p.to_day IS NULL OR p.to_day >= ${from}::date)
    ORDER BY p.from_day DESC`);
  const shifts = await db.execute<{ employee: string; day: string; shift: string }>(sql`
    SELECT employee, day::text, shift FROM duty_lists
    WHERE employee IN (SELECT value::uuid FROM json_array_elements_text(${people}::text::json))
      AND day BETWEEN ${from}::date AND ${to}::date`);
  const shiftOf = new Map(shifts.map(({ employee, day, shift }) => [`${employee} ${day}`, shift]));
  const byPerson = new Map<string, Posting[]>();
  for (const posting of postings) byPerson.set(posting.employee, [...(byPerson.get(posting.employee) ?? []), posting]);
  const postingOf = (employee: string, day: string) =>
    byPerson.get(employee)?.find((row) => row.from <= day && (row.to === null || day <= row.to)) ?? null;

  const dayOf = (employee: string, day: string): WorkDay | null => {
    const posting = postingOf(employee, day);
    if (posting === null) return null;
    const { opd, workUnit, above } = posting;
    const who = { employee, opd, workUnit, unitsAbove: above?.split(' ') ?? [] };
    try {
      const { work } = book.dayPolicy(who, day, shiftOf.get(`${employee} ${day}`) ?? null);
      return work.kind === 'working'
        ? { working: true, middle: work.minutes.middle }
        : { working: false, middle: USUAL_MIDDLE };
    } catch (error) {
      if (error instanceof RulesError) return null;
      throw error;
    }
  };
  return {
    dayOf,
    count: (employee, first, last) => {
      let days = 0;
      for (let day = first; day <= last; day = addDays(day, 1)) {
        const known = dayOf(employee, day);
        if (known === null) return null;
        if (known.working) days += 1;
      }
      return days;
    },
    placeOf: (employee, day) => {
      const posting = postingOf(employee, day);
      return posting !== null && isZone(posting.zone) ? { opd: posting.opd, zone: posting.zone } : null;
    },
  };
}

/** @returns what a request takes, in halves of a working day: a part of a day is a half. */
export function halvesOf(days: number | null, part: unknown): number | null {
  return days === null ? null : part === 'day' ? days * 2 : days;
}
