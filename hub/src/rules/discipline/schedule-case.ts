import type { DisciplineDocument, ProcedureStep } from '@hadir/shared/api/policies/discipline-policy';
import { deadlineAfter, type IsOfficeDay } from './working-days.ts';

/** What was recorded of a case: step code → day on which it was done, or `skipped` (a second summons that was not needed). */
export type CaseRecord = Readonly<Record<string, string | 'skipped'>>;

interface CaseStep {
  readonly step: ProcedureStep;
  readonly state: 'done' | 'skipped' | 'due' | 'overdue' | 'later';
  readonly doneOn: string | null;
  /** Last day; null where the regulation sets none or the step before is not done. */
  readonly deadline: string | null;
}

export interface CaseSchedule {
  readonly steps: readonly CaseStep[];
  /** From when a delivered decision applies. */
  readonly inForceFrom: string | null;
}

/**
 * Which steps of a case are done, due and overdue. A step runs from the day on which the one before it was done.
 * @param today the local day for which it is asked
 */
export function scheduleCase(
  openedOn: string,
  record: CaseRecord,
  policy: Pick<DisciplineDocument, 'procedure' | 'inForceOnDay'>,
  isOfficeDay: IsOfficeDay,
  today: string,
): CaseSchedule {
  let before: string | null = openedOn;
  const steps = policy.procedure.map((step): CaseStep => {
    const recorded = record[step.code];
    const deadline: string | null =
      before !== null && step.within !== null ? deadlineAfter(before, step.within, isOfficeDay) : null;
    if (recorded === 'skipped') return { step, state: 'skipped', doneOn: null, deadline: null };
    if (recorded !== undefined) {
      before = recorded;
      return { step, state: 'done', doneOn: recorded, deadline };
    }
    const waiting = before === null;
    before = null;
    const state = waiting ? 'later' : deadline !== null && today > deadline ? 'overdue' : 'due';
    return { step, state, doneOn: null, deadline };
  });
  const delivered = steps.at(-1)?.doneOn ?? null;
  const limit = { count: policy.inForceOnDay, unit: 'working_days' } as const;
  return { steps, inForceFrom: delivered === null ? null : deadlineAfter(delivered, limit, isOfficeDay) };
}
