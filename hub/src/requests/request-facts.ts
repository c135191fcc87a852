import type { LeaveKind } from '@hadir/shared/api/policies/leave-policy';
import type { RequestPolicy } from '@hadir/shared/api/request-policy';
import type { NewRequest, RequestSubject } from '@hadir/shared/api/requests';
import type { YearBalance } from '../rules/leave/leave-balance.ts';
import type { Occasion } from './leave-use.ts';

/** Everything that decides whether a request may be handed in. */
export interface RequestFacts {
  readonly wanted: Pick<NewRequest, 'subject' | 'from' | 'to' | 'reason'>;
  readonly employee: { readonly id: string; readonly kind: 'PNS' | 'PPPK'; readonly active: boolean };
  /** At the place of work. */
  readonly today: string;
  /** Of an absence; null where the policy does not know the code. */
  readonly leave: LeaveKind | null;
  readonly policy: RequestPolicy;
  /** Null where the policies do not say how he works. */
  readonly halves: number | null;
  readonly files: { readonly count: number; readonly strict: number };
  readonly overlaps: readonly {
    readonly title: string;
    readonly from: string;
    readonly to: string;
    readonly state: string;
  }[];
  /**
   * Of the kind, for each year that the range touches and those after it of which something is known, which lose what
   * they would carry over; none for a kind without a quota of days a year.
   */
  readonly balances: readonly {
    readonly year: number;
    readonly before: YearBalance;
    /** With what is asked for, in this year and in those before it. */
    readonly after: YearBalance;
    /** Asked for in this year. */
    readonly halves: number;
  }[];
  /** For each month that the range touches: halves of the kind that are asked for already, and now. */
  readonly months: readonly { readonly month: string; readonly halves: number; readonly wanted: number }[];
  /** The range with what else of the kind joins it: leave in several parts is one occasion. */
  readonly occasion: Occasion;
  /** First day of service, and from when the kind may be taken. */
  readonly entitledFrom: string | null;
  /** Corrections of this kind already asked for in the month. */
  readonly sameInMonth: number;
  readonly witness: 'none' | 'known' | 'unknown' | 'self';
  /** That one of the times asked for is still to come. */
  readonly timesAhead: boolean;
  /** The day's entries of this employee that a void may name. */
  readonly entryKnown: boolean;
  /** BKD enters it for somebody else: the deadline does not bind it. */
  readonly byBkd: boolean;
  readonly isOfficeDay: (day: string) => boolean;
}

export type Absence = Extract<RequestSubject, { kind: 'absence' }>;
