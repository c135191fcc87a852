import type { TppDocument } from '@hadir/shared/api/policies/tpp-policy';
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
  readonly manipulated: boolean;
  readonly factor: bigint;
}

/** A line and what is true of the month from it on. */
interface Step {
  readonly rates: Rates;
  readonly line: Omit<TppLine, 'rupiah'>;
}

/**
 * TPP = performance share · B · rPK + attendance share · B · (1 − min(1, Σ rates)), then disciplinary factors. Never
 * negative, never above the base. The lines are laid one upon the other in a fixed order (performance, days by date,
 * manipulation, discipline) and each costs what it takes from the amount before it, so that they add up exactly.
 */
export function calculateTpp(facts: MonthFacts, policy: TppDocument): TppResult {
  const base = monthBase(facts, policy);
  const { lines: priced, open } = priceEvents(facts, policy);
  const shares = sharesOf(policy);
  const lines: TppLine[] = [];
  let rates: Rates = { rating: WHOLE, sum: 0n, manipulated: false, factor: WHOLE };
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
  for (const { rate, line } of priced) {
    rates = { ...rates, sum: rates.sum + rate };
    steps.push({ rates, line });
  }
  const findings = [...facts.manipulation].sort((a, b) => (a.id < b.id ? -1 : 1));
  if (findings.length > 0) {
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
}

function sharesOf(policy: TppDocument): Shares {
  const { ratesApplyTo, absenceCutsPerformance, rounding, performanceShare, attendanceShare } = policy;
  const [performance, attendance] = [parsePercent(performanceShare), parsePercent(attendanceShare)];
  return { ratesApplyTo, absenceCutsPerformance, rounding, performance, attendance };
}

/** The total is rounded once and the performance part is what remains of it, so that full marks pay the whole base. */
function amounts(base: number, { rating, sum, manipulated, factor }: Rates, shares: Shares) {
  const { attendance: share, performance: other } = shares;
  const lost = lesser(sum, WHOLE);
  const kept = shares.ratesApplyTo === 'attendance_share' ? share * (WHOLE - lost) : atLeastZero(share - lost) * WHOLE;
  const cut = shares.absenceCutsPerformance ? WHOLE - lost : WHOLE;
  const paid = BigInt(base) * factor;
  const attendance = manipulated ? 0n : paid * kept * WHOLE;
  const total = round(attendance + paid * other * rating * cut, shares);
  return { attendance: Math.min(round(attendance, shares), total), total };
}

/** `Math.min` knows no bigint. */
function lesser(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

const atLeastZero = (value: bigint): bigint => (value > 0n ? value : 0n);

function round(scaled: bigint, { rounding }: Shares): number {
  return Number((rounding === 'half_up' ? scaled + HALF : scaled) / SCALE);
}

function ratingOf({ rating }: MonthFacts, policy: TppDocument) {
  const code = rating?.code ?? 'none';
  const percent = policy.ratings[code];
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
