import type { DutyChange } from '@hadir/shared/api/duty';
import type { ImportProblem } from '@hadir/shared/api/imports';
import type { Database } from '../database/open-database.ts';
import { DayJudge } from '../days/day-judge.ts';
import { type Facts, openFacts } from '../days/open-facts.ts';
import { findPeople, type KnownPerson } from '../imports/find-people.ts';
import type { ImportLineValues } from '../imports/import-spec.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import { monthDays } from '../rules/tpp/month-days.ts';
import { dayKey } from './duty-columns.ts';
import { shiftsOf } from './read-duty-list.ts';

type Reader = Pick<Database['db'], 'select' | 'execute'>;

/** What one line of a file changes in a duty list. */
export interface DutyLine {
  readonly row: number;
  readonly person: KnownPerson;
  readonly month: string;
  readonly changes: readonly DutyChange[];
}

interface DutyPlan {
  readonly lines: readonly DutyLine[];
  /** Lines that say what is there already. */
  readonly same: number;
  readonly problems: readonly ImportProblem[];
}

const FREE = new Set(['l', 'libur', 'off', '-', 'lepas']);

/** Compares lines of a duty list with the one that is kept. @param opd only people who belong there; undefined for any */
export async function planDuty(
  db: Reader,
  lines: readonly ImportLineValues[],
  opd: string | undefined,
): Promise<DutyPlan> {
  const people = await findPeople(
    db,
    lines.map(({ values }) => String(values.nip)),
  );
  const months = [...new Set(lines.map(({ values }) => String(values.month)))].sort();
  const { book } = await readPolicyBook(db);
  const problems: ImportProblem[] = [];
  const planned: DutyLine[] = [];
  let same = 0;
  for (const month of months) {
    const ofMonth = lines.filter(({ values }) => values.month === month);
    const days = monthDays(month);
    const ids = ofMonth.flatMap(({ values }) => people.get(String(values.nip))?.id ?? []);
    const facts = await openFacts(db, ids, days[0] ?? '', days.at(-1) ?? '');
    // For which instant days would be judged does not matter: only their policies are asked for.
    const judge = new DayJudge(facts, book, new Date(0));
    for (const { row, values } of ofMonth) {
      const person = people.get(String(values.nip));
      if (person === undefined) {
        problems.push({ row, column: 'NIP', value: String(values.nip), message: 'Pegawai dengan NIP ini tidak ada.' });
        continue;
      }
      const before = problems.length;
      const changes = changesOf({ row, values }, person, { days, facts, judge, opd }, problems);
      if (problems.length > before) continue;
      if (changes.length === 0) same += 1;
      else planned.push({ row, person, month, changes });
    }
  }
  return { lines: planned, same, problems };
}

interface Month {
  readonly days: readonly string[];
  readonly facts: Facts;
  readonly judge: DayJudge;
  readonly opd: string | undefined;
}

function changesOf(
  { row, values }: ImportLineValues,
  { id: employee }: KnownPerson,
  { days, facts, judge, opd }: Month,
  problems: ImportProblem[],
): DutyChange[] {
  const changes: DutyChange[] = [];
  for (let date = 1; date <= 31; date += 1) {
    const word = values[dayKey(date)];
    if (word === null || word === undefined) continue;
    const value = String(word);
    const say = (message: string) => void problems.push({ row, column: String(date), value, message });
    const day = days[date - 1];
    if (day === undefined) {
      say('Bulan itu tidak mempunyai tanggal ini. Kosongkan.');
      continue;
    }
    const posting = facts.postingOn(employee, day);
    const policy = judge.policyOf(employee, day);
    const shifts = policy === null ? [] : shiftsOf(policy).map(({ code }) => code);
    if (posting === null || (opd !== undefined && posting.opd !== opd)) say('Pada hari itu ia bukan dari OPD ini.');
    else if (shifts.length === 0) say('Pada hari itu ia tidak bekerja menurut daftar jaga. Kosongkan.');
    else {
      const shift = findShift(value, shifts);
      if (shift === undefined) say(`Sif ini tidak ada. Yang ada: ${shifts.join(', ')}; libur ditulis L.`);
      else if (shift !== facts.shiftOn(employee, day)) changes.push({ employee, day, shift });
    }
  }
  return changes;
}

/** A code, or the only one that begins so. @returns null for free, undefined for neither. */
function findShift(word: string, shifts: readonly string[]): string | null | undefined {
  const text = word.trim().toLowerCase();
  const whole = shifts.find((code) => code === word) ?? shifts.find((code) => code.toLowerCase() === text);
  if (whole !== undefined) return whole;
  if (FREE.has(text)) return null;
  const [first, ...others] = text === '' ? [] : shifts.filter((code) => code.toLowerCase().startsWith(text));
  return others.length === 0 ? first : undefined;
}
