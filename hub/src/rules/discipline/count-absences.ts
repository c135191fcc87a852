import type { DisciplineDocument } from '@hadir/shared/api/policies/discipline-policy';
import type { DayVerdict } from '../day/day-verdict.ts';
import { addDays } from './working-days.ts';

export interface Run {
  /** Whole days of absence on working days that follow each other; days off between them are passed over. */
  readonly days: readonly string[];
}

export interface Absences {
  readonly year: number;
  /** Whole days without explanation from 1 January to 31 December, in order. */
  readonly days: readonly string[];
  /** Days that minutes of lateness make, by the policy's switch. */
  readonly convertedDays: number;
  readonly lateMinutes: number;
  readonly total: number;
  /** Runs that end in the year, in order; one that began in the year before counts with its beginning. */
  readonly runs: readonly Run[];
  /** Working days that are not judged yet: the count may grow. */
  readonly openDays: readonly string[];
}

/**
 * Counts unexcused days. Working days are the employee's own: his days off, holidays and cuti bersama neither count nor
 * break a run; a day on which he came, was excused or is not yet judged breaks it, to his advantage, and so does one of
 * which there is no verdict at all.
 * @param verdicts in any order, also of days off; for whole runs also those of the December before.
 */
export function countAbsences(verdicts: readonly DayVerdict[], year: number, policy: DisciplineDocument): Absences {
  const sorted = [...verdicts].sort((a, b) => (a.day < b.day ? -1 : 1));
  const inYear = ({ day }: DayVerdict) => Number(day.slice(0, 4)) === year;
  const counts = ({ phase }: DayVerdict) => phase === 'live' || (phase === 'trial' && policy.trialCounts);
  const absent = (verdict: DayVerdict) =>
    counts(verdict) && verdict.events.some(({ kind, halves }) => kind === 'absent' && halves === 2);

  const days = sorted.filter((verdict) => inYear(verdict) && absent(verdict)).map(({ day }) => day);
  const lateMinutes = sorted
    .filter((verdict) => inYear(verdict) && counts(verdict))
    .flatMap(({ events }) => events)
    .filter(({ kind }) => kind === 'late' || kind === 'early')
    .reduce((sum, { minutes }) => sum + minutes, 0);
  const { latenessMinutesPerDay } = policy;
  const convertedDays = latenessMinutesPerDay === null ? 0 : Math.floor(lateMinutes / latenessMinutesPerDay.minutes);
  const openDays = sorted
    .filter((verdict) => inYear(verdict) && counts(verdict) && !verdict.final)
    .map(({ day }) => day);
  const runs = findRuns(sorted, absent).filter((run) => run.days.at(-1)?.startsWith(String(year)));
  return { year, days, convertedDays, lateMinutes, total: days.length + convertedDays, runs, openDays };
}

function findRuns(sorted: readonly DayVerdict[], absent: (verdict: DayVerdict) => boolean): Run[] {
  const runs: { days: string[] }[] = [];
  let current: string[] | null = null;
  let before = '';
  for (const verdict of sorted) {
    // Dates are read only within a run: most people have none in a year of days.
    if (current !== null && addDays(before, 1) < verdict.day) current = null;
    before = verdict.day;
    if (verdict.status === 'day_off' || verdict.status === 'collective_leave') continue;
    if (!absent(verdict)) current = null;
    else if (current === null) {
      current = [verdict.day];
      runs.push({ days: current });
    } else current.push(verdict.day);
  }
  return runs;
}
