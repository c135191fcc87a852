import type { ClarificationDocument } from '@hadir/shared/api/policies/clarification-policy';
import type { Run } from './count-absences.ts';
import { deadlineAfter, type IsOfficeDay } from './working-days.ts';

/** What happened around one run of absent days; each is the local day on which it was recorded, or null. */
export interface ClarificationRecord {
  readonly warnedOn: string | null;
  readonly clarifiedOn: string | null;
  readonly letterToOpdOn: string | null;
  readonly actedOn: string | null;
}

export type ClarificationState =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'closed'; readonly on: string }
  /** The only thing that is sent without a person's decision: a warning is not a sanction. */
  | { readonly kind: 'warn'; readonly days: readonly string[]; readonly clause: string }
  | { readonly kind: 'await-clarification'; readonly until: string }
  | { readonly kind: 'propose-reprimand'; readonly since: string; readonly clause: string }
  | { readonly kind: 'await-action'; readonly until: string }
  | { readonly kind: 'propose-superior-case'; readonly since: string; readonly clause: string };

/**
 * Where a run of absences stands in the region's own chain. A limit's last day still belongs to it.
 * @param today the local day for which it is asked
 */
export function followClarification(
  run: Run,
  record: ClarificationRecord,
  policy: ClarificationDocument,
  isOfficeDay: IsOfficeDay,
  today: string,
): ClarificationState {
  const { clauses } = policy;
  const { warnedOn, clarifiedOn, letterToOpdOn, actedOn } = record;
  if (actedOn !== null) return { kind: 'closed', on: actedOn };
  if (letterToOpdOn !== null) {
    const until = deadlineAfter(letterToOpdOn, policy.superiorCaseWithin, isOfficeDay);
    if (today <= until) return { kind: 'await-action', until };
    return { kind: 'propose-superior-case', since: until, clause: clauses.superiorCase };
  }
  if (clarifiedOn !== null) return { kind: 'closed', on: clarifiedOn };
  if (warnedOn !== null) {
    const until = deadlineAfter(warnedOn, policy.reprimandWithin, isOfficeDay);
    if (today <= until) return { kind: 'await-clarification', until };
    return { kind: 'propose-reprimand', since: until, clause: clauses.reprimand };
  }
  if (run.days.length < policy.warnAfterDays) return { kind: 'nothing' };
  return { kind: 'warn', days: run.days, clause: clauses.warning };
}
