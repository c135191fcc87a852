import type { TppDocument } from '@hadir/shared/api/policies/tpp-policy';
import type { DayVerdict } from '../day/day-verdict.ts';
import { lookUp } from '../policy/look-up.ts';
import { formatPercent } from './format-percent.ts';
import type { MonthFacts } from './month-facts.ts';
import { parsePercent } from './parse-percent.ts';
import { servedDays } from './served-days.ts';
import type { TppLine, TppResult } from './tpp-result.ts';

/** A line before its rupiah are known. */
export interface PricedLine {
  /** Millionths. */
  readonly rate: bigint;
  /** Halves of a working day that pay nothing at all. */
  readonly unpaidHalves: 0 | 1 | 2;
  readonly line: Omit<TppLine, 'rupiah'>;
}

export interface PricedMonth {
  /** By day, then code: the order in which facts arrived has no say. */
  readonly lines: readonly PricedLine[];
  /** Days on which he had to work, whatever became of them. */
  readonly workingDays: number;
  readonly open: TppResult['open'];
}

type Open = TppResult['open'][number];

/** Looks up what each event of the month costs. What counts for nothing yet (a trial) costs nothing. */
export function priceEvents(facts: MonthFacts, policy: TppDocument): PricedMonth {
  const { verdicts, missedApel } = facts;
  const lines: PricedLine[] = [];
  const open: Open[] = unjudgedDays(facts);
  let workingDays = 0;
  for (const verdict of verdicts) {
    if (isWorkingDay(verdict)) workingDays += 1;
    if (verdict.phase !== 'live') continue;
    if (!verdict.final)
      open.push({ day: verdict.day, why: verdict.status === 'incomplete' ? 'incomplete' : 'not_judged' });
    const { events, excuse } = verdict;
    for (const event of events) {
      const rate = lookUp(policy.rates, event.code);
      if (rate === undefined) open.push({ day: verdict.day, why: 'no_rate' });
      else lines.push(lineOf(verdict, 'event', event.code, rate, event.halves, event.clause));
    }
    if (excuse !== null && isWorkingDay(verdict)) {
      const halves = halvesOf(verdict.status, excuse.part);
      const unpaid = policy.leaveWithoutTpp?.find(({ code }) => code === excuse.kind);
      const leaveRate = lookUp(policy.leaveRates, excuse.kind);
      if (unpaid !== undefined) lines.push(unpaidLine(verdict, excuse.kind, unpaid.clause, halves));
      else if (leaveRate !== undefined)
        lines.push(lineOf(verdict, 'leave', excuse.kind, leaveRate, halves, verdict.clause));
    }
  }
  for (const { day, id, approvals } of missedApel) {
    const verdict = verdicts.find((candidate) => candidate.day === day);
    // Whoever was excused all day did not miss it; a ceremony may well be on a holiday.
    if (verdict !== undefined && (verdict.phase !== 'live' || EXCUSED.has(verdict.status))) continue;
    const { apel } = policy.rates;
    if (apel === undefined) open.push({ day, why: 'no_rate' });
    else {
      const { percent, clause } = apel;
      const line = { kind: 'apel', day, code: 'apel', percent, clauses: [clause], evidence: [id], approvals } as const;
      lines.push({ rate: parsePercent(percent), unpaidHalves: 0, line });
    }
  }
  lines.sort(({ line: a }, { line: b }) => compareLines(a, b));
  open.sort((a, b) => compare(a.day, b.day) || compare(a.why, b.why));
  return { lines, workingDays, open };
}

/** A day without a verdict is not a day in order. */
function unjudgedDays(facts: MonthFacts): Open[] {
  const judged = new Set(facts.verdicts.map(({ day }) => day));
  return servedDays(facts)
    .filter((day) => !judged.has(day))
    .map((day) => ({ day, why: 'not_judged' }));
}

const EXCUSED: ReadonlySet<string> = new Set(['permission', 'sick', 'leave', 'duty', 'study']);
const isWorkingDay = ({ status }: DayVerdict) => status !== 'day_off' && status !== 'collective_leave';

/** Of two half days of different kinds that make a whole one, the kind that names the day has only its own. */
function halvesOf(status: DayVerdict['status'], part: NonNullable<DayVerdict['excuse']>['part']): 1 | 2 {
  return EXCUSED.has(status) && part !== 'morning' && part !== 'afternoon' ? 2 : 1;
}

function lineOf(
  { day, evidence, approvals }: DayVerdict,
  kind: 'event' | 'leave',
  code: string,
  { percent, clause }: { percent: string; clause: string },
  halves: 1 | 2,
  eventClause: string,
): PricedLine {
  // Half of a rate of four decimals would not be whole in millionths; the odd one falls to the employee.
  const rate = halves === 2 ? parsePercent(percent) : parsePercent(percent) / 2n;
  const line = { kind, day, code, percent: formatPercent(rate), clauses: [clause, eventClause], evidence, approvals };
  return { rate, unpaidHalves: 0, line };
}

function unpaidLine({ day, evidence, approvals, clause }: DayVerdict, code: string, basis: string, halves: 1 | 2) {
  const percent = halves === 2 ? '100' : '50';
  const line = { kind: 'leave', day, code, percent, clauses: [basis, clause], evidence, approvals } as const;
  return { rate: 0n, unpaidHalves: halves, line };
}

function compareLines(a: PricedLine['line'], b: PricedLine['line']): number {
  return compare(a.day, b.day) || compare(a.code, b.code) || compare(a.evidence.join(), b.evidence.join());
}

function compare(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0;
}
