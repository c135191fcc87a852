import type { TppDocument } from '@hadir/shared/api/policies/tpp-policy';
import { lookUp } from '../policy/look-up.ts';
import { RulesError } from '../policy/rules-error.ts';
import { formatPercent } from './format-percent.ts';
import { monthBase } from './month-base.ts';
import type { MonthFacts } from './month-facts.ts';
import { parsePercent, WHOLE } from './parse-percent.ts';
import { type PricedLine, priceEvents } from './price-events.ts';
import type { TppLine, TppResult } from './tpp-result.ts';

/** Every amount below is a whole number over this; only what is paid and shown is rounded, once. */
const SCALE = WHOLE ** 4n;
const HALF = SCALE / 2n;

interface Rates {
  readonly rating: bigint;
  /** Σ of the attendance rates so far. */
  readonly sum: bigint;
  /** Halves of working days that pay nothing so far. */
  readonly unpaid: number;
  readonly manipulated: boolean;
  readonly factor: bigint;
}

/** A line and what is true of the month from it on. */
interface Step {
  readonly rates: Rates;
  readonly line: Omit<TppLine, 'rupiah'>;
}

/**
 * TPP = performance share · B · rPK + attendance share · B · (1 − min(1, Σ rates)), of the working days that are not
 * leave without TPP, then disciplinary factors. Never negative, never above the base. The lines are laid one upon the other in a fixed order (performance, days by date,
 * manipulation, discipline) and each costs what it takes from the amount before it, so that they add up exactly.
 */
export function calculateTpp(facts: MonthFacts, policy: TppDocument): TppResult {
  const base = monthBase(facts, policy);
  const { lines: priced, workingDays, open } = priceEvents(facts, policy);
  const shares = sharesOf(policy, workingDays);
  const lines: TppLine[] = [];
  let rates: Rates = { rating: WHOLE, sum: 0n, unpaid: 0, manipulated: false, factor: WHOLE };
  let paid = amounts(base, rates, shares);
  for (const step of stepsOf(facts, priced, policy, rates)) {
    rates = step.rates;
    const left = amounts(base, rates, shares);
    lines.push({ ...step.line, rupiah: paid.total - left.total });
    paid = left;
  }
  const { employee, month } = facts;
  const { attendance, total } = paid;
  const attendancePercent = formatPercent(rates.sum);
  return { employee, month, base, performance: total - attendance, attendance, total, attendancePercent, lines, open };
}

function stepsOf(facts: MonthFacts, priced: readonly PricedLine[], policy: TppDocument, full: Rates): Step[] {
  const steps: Step[] = [];
  const rating = ratingOf(facts, policy);
  let rates: Rates = { ...full, rating: rating.rate };
  if (rating.rate !== WHOLE) steps.push({ rates, line: rating.line });
  for (const { rate, unpaidHalves, line } of priced) {
    rates = { ...rates, sum: rates.sum + rate, unpaid: rates.unpaid + unpaidHalves };
    steps.push({ rates, line });
  }
  const findings = [...facts.manipulation].sort((a, b) => (a.id < b.id ? -1 : 1));
  if (findings.length > 0 && anythingCounts(facts)) {
    rates = { ...rates, manipulated: true };
    steps.push({ rates, line: manipulationLine(findings, policy) });
  }
  for (const { id, tppFactor, clause, approvals } of [...facts.sanctions].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const factor = parsePercent(tppFactor);
    // Of several decisions in force at once the severest counts; they do not multiply.
    rates = { ...rates, factor: lesser(factor, rates.factor) };
    const line = monthLine('discipline', id, WHOLE - factor, [clause, policy.disciplineClause]);
    steps.push({ rates, line: { ...line, approvals } });
  }
  return steps;
}

/** What the policy says of every month, read from its text once. */
interface Shares extends Pick<TppDocument, 'ratesApplyTo' | 'absenceCutsPerformance' | 'rounding'> {
  readonly performance: bigint;
  readonly attendance: bigint;
  /** Halves of the month's working days. */
  readonly halves: number;
}

/** A month that was a trial throughout is shown, and none of its attendance counts. */
function anythingCounts({ verdicts }: MonthFacts): boolean {
  return verdicts.length === 0 || verdicts.some(({ phase }) => phase === 'live');
}

function sharesOf(policy: TppDocument, workingDays: number): Shares {
  const { ratesApplyTo, absenceCutsPerformance, rounding, performanceShare, attendanceShare } = policy;
  const [performance, attendance] = [parsePercent(performanceShare), parsePercent(attendanceShare)];
  return { ratesApplyTo, absenceCutsPerformance, rounding, performance, attendance, halves: 2 * workingDays };
}

/** The total is rounded once and the performance part is what remains of it, so that full marks pay the whole base. */
function amounts(base: number, { rating, sum, unpaid, manipulated, factor }: Rates, shares: Shares) {
  const { attendance: share, performance: other } = shares;
  const lost = lesser(sum, WHOLE);
  const kept = shares.ratesApplyTo === 'attendance_share' ? share * (WHOLE - lost) : atLeastZero(share - lost) * WHOLE;
  const cut = shares.absenceCutsPerformance ? WHOLE - lost : WHOLE;
  // Only a month with days without TPP is divided by its working days: this is done for everybody's every line.
  const [days, of] = unpaid === 0 ? [1n, 1n] : [BigInt(shares.halves - unpaid), BigInt(shares.halves)];
  const paid = BigInt(base) * factor * days;
  const attendance = manipulated ? 0n : paid * kept * WHOLE;
  const total = round(attendance + paid * other * rating * cut, of, shares);
  return { attendance: Math.min(round(attendance, of, shares), total), total };
}

/** `Math.min` knows no bigint. */
function lesser(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

const atLeastZero = (value: bigint): bigint => (value > 0n ? value : 0n);

function round(scaled: bigint, of: bigint, { rounding }: Shares): number {
  return Number((rounding === 'half_up' ? scaled + HALF * of : scaled) / (SCALE * of));
}

function ratingOf({ rating }: MonthFacts, policy: TppDocument) {
  const code = rating?.code ?? 'none';
  const percent = lookUp(policy.ratings, code);
  if (percent === undefined) throw new RulesError('no-rating', `The policy gives no figure for the rating "${code}".`);
  const rate = parsePercent(percent);
  const line = { ...monthLine('performance', code, WHOLE - rate, []), approvals: rating?.approvals ?? [] };
  return { rate, line };
}

function manipulationLine(findings: MonthFacts['manipulation'], { manipulationClause }: TppDocument) {
  const line = monthLine('manipulation', 'manipulasi', WHOLE, [manipulationClause]);
  return { ...line, evidence: findings.map(({ id }) => id), approvals: findings.flatMap(({ approvals }) => approvals) };
}

function monthLine(kind: TppLine['kind'], code: string, rate: bigint, clauses: readonly string[]) {
  return {
    kind,
    day: null,
    code,
    percent: formatPercent(rate),
    clauses,
    evidence: [] as string[],
    approvals: [] as string[],
  };
}
