import type { TppDocument } from '@hadir/shared/api/policies/tpp-policy';
import type { DayVerdict } from '../rules/day/day-verdict.ts';
import { formatPercent } from '../rules/tpp/format-percent.ts';
import { parsePercent } from '../rules/tpp/parse-percent.ts';
import { priceEvents } from '../rules/tpp/price-events.ts';

/** What a recap counts of one person's days. */
export interface DayCounts {
  /** Days on which he had to work, whatever became of them. */
  readonly workingDays: number;
  readonly came: number;
  readonly duty: number;
  readonly sick: number;
  readonly leave: number;
  readonly permission: number;
  readonly study: number;
  /** By the code of the band; a missing punch counts in the band that the policy gives it. */
  readonly events: ReadonlyMap<string, number>;
  /** In days: half of one counts a half. */
  readonly absent: number;
  readonly missedApel: number;
  /** Of lateness and of leaving early, as far as they count. */
  readonly lateMinutes: number;
  readonly earlyMinutes: number;
  /** Σ rates of what counts (not of a trial phase), exact decimal. */
  readonly percent: string;
  readonly incomplete: readonly string[];
  readonly trial: readonly string[];
  readonly forgotten: readonly string[];
}

interface MissedApel {
  readonly day: string;
  readonly id: string;
  readonly approvals: readonly string[];
}

const CAME: ReadonlySet<string> = new Set(['present', 'late', 'left_early', 'forgotten_punch']);

/** @param verdicts of one person and of one month @param month YYYY-MM */
export function countDays(
  employee: string,
  month: string,
  verdicts: readonly DayVerdict[],
  missedApel: readonly MissedApel[],
  tpp: TppDocument,
): DayCounts {
  const working = verdicts.filter(isWorkingDay);
  const having = (status: DayVerdict['status']) => working.filter((verdict) => verdict.status === status);
  const days = (some: readonly DayVerdict[]) => some.map(({ day }) => day);
  const events = new Map<string, number>();
  let absentHalves = 0;
  let lateMinutes = 0;
  let earlyMinutes = 0;
  for (const { code, kind, halves, minutes } of working.flatMap((verdict) => verdict.events)) {
    if (kind === 'absent') absentHalves += halves;
    else events.set(code, (events.get(code) ?? 0) + 1);
    if (kind === 'late') lateMinutes += minutes;
    if (kind === 'early') earlyMinutes += minutes;
  }
  return {
    workingDays: working.length,
    came: working.filter(({ status }) => CAME.has(status)).length,
    duty: having('duty').length,
    sick: having('sick').length,
    leave: having('leave').length,
    permission: having('permission').length,
    study: having('study').length,
    events,
    absent: absentHalves / 2,
    missedApel: missedApel.length,
    lateMinutes,
    earlyMinutes,
    percent: percentOf(employee, month, verdicts, missedApel, tpp),
    incomplete: days(having('incomplete')),
    trial: days(verdicts.filter(({ phase }) => phase === 'trial')),
    forgotten: days(having('forgotten_punch')),
  };
}

function isWorkingDay({ status, phase }: DayVerdict): boolean {
  return status !== 'day_off' && status !== 'collective_leave' && phase !== 'before';
}

/** The same prices as TPP is worked out by, so that a recap and a payment cannot differ. */
function percentOf(
  employee: string,
  month: string,
  verdicts: readonly DayVerdict[],
  missedApel: readonly MissedApel[],
  tpp: TppDocument,
): string {
  const { lines } = priceEvents(
    {
      employee,
      month,
      employeeKind: 'PNS',
      bases: [],
      rating: null,
      inService: { from: null, to: null },
      verdicts,
      missedApel,
      manipulation: [],
      sanctions: [],
    },
    tpp,
  );
  return formatPercent(lines.reduce((sum, { rate }) => sum + rate, 0n));
}

/** @returns the sum of exact decimals, as one. */
export function addPercents(percents: readonly string[]): string {
  return formatPercent(percents.reduce((sum, percent) => sum + parsePercent(percent), 0n));
}
