import type { SanctionStep } from '@hadir/shared/api/policies/discipline-policy';
import type { MonthFacts } from '../tpp/month-facts.ts';

/** A decision of the competent official, as far as it concerns TPP. */
export interface SanctionDecision {
  readonly id: string;
  readonly step: SanctionStep;
  /** YYYY-MM: the first month that is cut, as the decision says. */
  readonly fromMonth: string;
  readonly approvals: readonly string[];
}

/** @returns those that cut this month's TPP, for as many months as their step lasts. */
export function sanctionsInMonth(decisions: readonly SanctionDecision[], month: string): MonthFacts['sanctions'] {
  return decisions.flatMap(({ id, step, fromMonth, approvals }) => {
    const { tppFactor, clause, months } = step;
    if (tppFactor === null) return [];
    const passed = monthNumber(month) - monthNumber(fromMonth);
    return passed >= 0 && passed < (months ?? 0) ? [{ id, tppFactor, clause, approvals }] : [];
  });
}

function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
}
