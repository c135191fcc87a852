import type { DisciplineDocument, SanctionStep } from '@hadir/shared/api/policies/discipline-policy';
import { deadlineAfter, type IsOfficeDay } from './working-days.ts';

/** What the superior did about a subordinate's case; local days, or null. */
export interface SuperiorRecord {
  /** When the proposal reached him. */
  readonly knownOn: string;
  readonly summonedOn: string | null;
  readonly examinedOn: string | null;
  /** To the competent official, where the sanction is not his own to give. */
  readonly reportedOn: string | null;
}

export type SuperiorCase =
  | { readonly kind: 'none' }
  | { readonly kind: 'await'; readonly missing: Duty; readonly until: string }
  | {
      readonly kind: 'propose';
      readonly missing: Duty;
      readonly since: string;
      /** At least this: the next step above the subordinate's, or the same where there is none above it. */
      readonly atLeast: SanctionStep;
      readonly clause: string;
    };

type Duty = 'summon' | 'examine' | 'report';

/**
 * Pasal 28: a superior who does not summon, examine or report is himself to be sanctioned, more heavily than the
 * subordinate would have been. Each duty has the same time, from the day on which the one before was done.
 */
export function proposeSuperiorCase(
  subordinate: SanctionStep,
  { knownOn, summonedOn, examinedOn, reportedOn }: SuperiorRecord,
  policy: DisciplineDocument,
  isOfficeDay: IsOfficeDay,
  today: string,
): SuperiorCase {
  const open =
    summonedOn === null
      ? { missing: 'summon' as const, from: knownOn }
      : examinedOn === null
        ? { missing: 'examine' as const, from: summonedOn }
        : reportedOn === null
          ? { missing: 'report' as const, from: examinedOn }
          : null;
  if (open === null) return { kind: 'none' };
  const until = deadlineAfter(open.from, policy.superior.within, isOfficeDay);
  if (today <= until) return { kind: 'await', missing: open.missing, until };
  // By days and not by code, since the subordinate may be a PPPK with steps of a ladder of their own.
  const atLeast = policy.PNS.steps.find(({ fromDays }) => fromDays > subordinate.fromDays) ?? subordinate;
  return { kind: 'propose', missing: open.missing, since: until, atLeast, clause: policy.superior.clause };
}
