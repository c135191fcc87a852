import type { DisciplineDocument, SanctionStep } from '@hadir/shared/api/policies/discipline-policy';
import type { Absences } from './count-absences.ts';
import { addDays } from './working-days.ts';

/** A proposal: nothing follows from it until the competent official decides. */
export type SanctionProposal =
  | { readonly kind: 'none' }
  /** The ladder for this kind of employee is not set: the case is put before the PPK without a proposed sanction. */
  | { readonly kind: 'no-ladder'; readonly total: number; readonly longestRun: number; readonly note: string }
  | {
      readonly kind: 'propose';
      readonly step: SanctionStep;
      readonly because: 'sum' | 'in-a-row';
      readonly clause: string;
      /** The days on which it rests, in order. */
      readonly days: readonly string[];
      readonly total: number;
      readonly longestRun: number;
      /** First day of the first month without pay; null where pay goes on. */
      readonly payStopsFrom: string | null;
      /** Working days that are not judged yet: the case may grow. */
      readonly openDays: readonly string[];
    };

/** @param decided codes of steps that were already decided for this year's absences: the same or a lower one is not proposed again. */
export function proposeSanction(
  absences: Absences,
  employeeKind: 'PNS' | 'PPPK',
  policy: DisciplineDocument,
  decided: readonly string[] = [],
): SanctionProposal {
  const { steps, inARow, payStops, note } = policy[employeeKind];
  const { total, days, runs, openDays } = absences;
  const longest = runs.reduce<readonly string[]>((most, run) => (run.days.length > most.length ? run.days : most), []);
  if (total === 0) return { kind: 'none' };
  if (steps.length === 0) return { kind: 'no-ladder', total, longestRun: longest.length, note };

  // By the lower border alone: more days than the last step names do not lead to less.
  const bySum = steps.findLast(({ fromDays }) => total >= fromDays);
  const fullRun = inARow === null ? undefined : runs.find((run) => run.days.length >= inARow.days);
  const byRun = fullRun && inARow ? steps.find(({ code }) => code === inARow.step) : undefined;
  const rank = (step: SanctionStep | undefined) => (step === undefined ? -1 : steps.indexOf(step));
  const done = Math.max(-1, ...decided.map((code) => steps.findIndex((step) => step.code === code)));
  const runLeads = rank(byRun) > rank(bySum);
  const step = runLeads ? byRun : bySum;
  if (step === undefined || rank(step) <= done) return { kind: 'none' };
  const tenth = fullRun && inARow ? fullRun.days[inARow.days - 1] : undefined;
  return {
    kind: 'propose',
    step,
    because: runLeads ? 'in-a-row' : 'sum',
    clause: runLeads && inARow ? inARow.clause : step.clause,
    days: runLeads && fullRun ? fullRun.days : days,
    total,
    longestRun: longest.length,
    payStopsFrom: payStops !== null && tenth !== undefined ? nextMonth(tenth) : null,
    openDays,
  };
}

function nextMonth(day: string): string {
  return `${addDays(`${day.slice(0, 7)}-01`, 31).slice(0, 7)}-01`;
}
