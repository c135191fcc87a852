import type { DayVerdictStatus } from '@hadir/shared/api/policies/day-verdicts';
import type { Excuse, Fault } from './day-facts.ts';
import type { Phase } from './day-policy.ts';

/** Something that a day costs. */
export interface DayEvent {
  /** The band's code, or the one for a day's absence: what rates are looked up by. */
  readonly code: string;
  readonly kind: Fault | 'absent';
  readonly minutes: number;
  /** 2 is a whole day, 1 is half of one; only absence comes in halves. */
  readonly halves: 1 | 2;
  readonly clause: string;
}

export interface Seen {
  readonly atMs: number;
  /** A journal entry's id, or that of the correction. */
  readonly id: string;
  readonly source: 'journal' | 'correction';
}

export type Reason =
  | 'phase-not-begun'
  | 'trial'
  | 'day-off'
  | 'excused'
  | 'part-excused'
  | 'excuse-kind-unknown'
  | 'day-open'
  | 'door-silent'
  | 'no-door'
  | 'clock-favoured'
  | 'clock-unbounded'
  | 'seen-once'
  | 'within-tolerance'
  | 'flexible'
  | 'made-up'
  | 'corrected'
  | 'voided'
  | 'forgiven'
  | 'outside-window';

/** What a day is, why, and on what evidence. The same facts and policy give the same verdict, field by field. */
export interface DayVerdict {
  readonly employee: string;
  readonly day: string;
  readonly status: DayVerdictStatus;
  /** Nothing that may still arrive from a door changes it to the employee's disadvantage, nor could improve it. */
  readonly final: boolean;
  readonly phase: Phase;
  readonly arrival: Seen | null;
  readonly departure: Seen | null;
  /** Whole minutes after tolerance, flexible time and making up; of an open or incomplete day: so far. */
  readonly lateMinutes: number;
  readonly earlyMinutes: number;
  /** Empty until the day is over and every door has delivered. */
  readonly events: readonly DayEvent[];
  /** The excuse that names the day or the part of it. */
  readonly excuse: Pick<Excuse, 'id' | 'kind' | 'part'> | null;
  /** Journal entries of the day, by time. */
  readonly evidence: readonly string[];
  readonly approvals: readonly string[];
  readonly silentDoors: readonly string[];
  readonly reasons: readonly Reason[];
  readonly schedule: string;
  /** The regulation that set the working time, or the day off. */
  readonly clause: string;
}
