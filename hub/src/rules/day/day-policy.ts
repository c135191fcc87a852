import type { DayDocument } from '@hadir/shared/api/policies/day-policy';
import type { LeaveKind } from '@hadir/shared/api/policies/leave-policy';
import type { WorkSchedule } from '@hadir/shared/api/policies/schedules-policy';

export type Phase = 'before' | 'trial' | 'live';

/** Working time in minutes after the day's local midnight; a shift over midnight ends after 1440. */
export interface WorkingMinutes {
  readonly start: number;
  readonly end: number;
  readonly middle: number;
}

interface DayOff {
  readonly status: 'day_off' | 'collective_leave';
  /** Null where the schedule itself has no work on that day. */
  readonly name: string | null;
  readonly clause: string;
}

/** All rules for one day and one schedule, resolved from the policies in force. */
export interface DayPolicy {
  /** Midnight of the day in UTC, milliseconds: kept, since reading a date from text would cost more than judging it. */
  readonly utcMidnightMs: number;
  readonly schedule: WorkSchedule;
  readonly scheduleClause: string;
  readonly work: { readonly kind: 'working'; readonly minutes: WorkingMinutes } | ({ readonly kind: 'off' } & DayOff);
  readonly rules: DayDocument;
  readonly rulesClause: string;
  /** By code; `order` is the place in the policy's list. */
  readonly leaveKinds: ReadonlyMap<string, { readonly kind: LeaveKind; readonly order: number }>;
  readonly phase: Phase;
}
