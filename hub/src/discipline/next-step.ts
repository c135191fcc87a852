import type { CaseLine } from '@hadir/shared/api/discipline';
import { followClarification } from '../rules/discipline/follow-clarification.ts';
import type { CasePolicies } from '../rules/discipline/plan-cases.ts';
import { type CaseSchedule, scheduleCase } from '../rules/discipline/schedule-case.ts';
import { deadlineAfter } from '../rules/discipline/working-days.ts';
import { type CaseRow, chainRecord, type EventRow, stepRecord } from './case-record.ts';

type Next = NonNullable<CaseLine['next']>;

/** The step at which the competent official decides, and the one by which it reaches the person. */
export function decisiveSteps({ discipline: { procedure } }: CasePolicies): { decision: string; delivery: string } {
  const decision = procedure.find(({ owner }) => owner === 'competent_official')?.code ?? '';
  return { decision, delivery: procedure.at(-1)?.code ?? '' };
}

/** @returns where an accepted case stands in the procedure; null for a proposal and for a chain of warnings. */
export function scheduleOf(
  row: CaseRow,
  events: readonly EventRow[],
  policies: CasePolicies,
  today: string,
): CaseSchedule | null {
  if (row.kind === 'chain' || row.openedOn === null) return null;
  return scheduleCase(row.openedOn, stepRecord(events), policies.discipline, policies.isOfficeDay, today);
}

/** @returns what a case waits for, from whom and until when; null where it waits for nothing. */
export function nextStep(
  row: CaseRow,
  events: readonly EventRow[],
  policies: CasePolicies,
  today: string,
): Next | null {
  const wait = { step: null, name: null, deadline: null, overdue: false };
  switch (row.state) {
    case 'proposed': {
      // Nothing presses where nothing is left to accept: it is rejected when somebody comes to it.
      if (row.groundlessSince !== null) return { ...wait, what: 'reject', owner: 'competent_official' };
      // A proposal has no limit of its own in the regulation; the superior's is what a reader wants to see.
      const deadline = deadlineAfter(row.proposedOn, policies.discipline.superior.within, policies.isOfficeDay);
      return { ...wait, what: 'decide-proposal', owner: 'competent_official', deadline, overdue: today > deadline };
    }
    case 'open':
      if (row.groundlessSince !== null) return { ...wait, what: 'close', owner: 'competent_official' };
      return row.kind === 'chain'
        ? nextInChain(row, events, policies, today)
        : nextInProcedure(row, events, policies, today);
    case 'decided':
      return row.decision?.step
        ? nextInProcedure(row, events, policies, today)
        : { ...wait, what: 'close', owner: 'bkd' };
    default:
      return null;
  }
}

function nextInProcedure(
  row: CaseRow,
  events: readonly EventRow[],
  policies: CasePolicies,
  today: string,
): Next | null {
  const { decision, delivery } = decisiveSteps(policies);
  const waiting = scheduleOf(row, events, policies, today)?.steps.find(
    ({ state }) => state === 'due' || state === 'overdue',
  );
  if (waiting === undefined) return null;
  const { step, deadline, state } = waiting;
  const what = step.code === decision ? 'decide' : step.code === delivery ? 'deliver' : 'step';
  return { what, step: step.code, name: step.name, owner: step.owner, deadline, overdue: state === 'overdue' };
}

function nextInChain(row: CaseRow, events: readonly EventRow[], policies: CasePolicies, today: string): Next | null {
  const { clarification, isOfficeDay } = policies;
  if (clarification === null) return null;
  const wait = { step: null, name: null };
  const state = followClarification(row.ground, chainRecord(events), clarification, isOfficeDay, today);
  switch (state.kind) {
    case 'await-clarification':
      return { ...wait, what: 'clarify', owner: 'employee', deadline: state.until, overdue: false };
    case 'propose-reprimand':
      return { ...wait, what: 'reprimand', owner: 'bkd', deadline: state.since, overdue: true };
    case 'await-action':
      return { ...wait, what: 'act', owner: 'direct_superior', deadline: state.until, overdue: false };
    case 'propose-superior-case':
      // Once the superior's own case is there, what he owes stays owed.
      return row.hasSuperiorCase
        ? { ...wait, what: 'act', owner: 'direct_superior', deadline: state.since, overdue: true }
        : { ...wait, what: 'superior-case', owner: 'bkd', deadline: state.since, overdue: true };
    case 'closed':
      return { ...wait, what: 'close', owner: 'bkd', deadline: null, overdue: false };
    default:
      return null;
  }
}
