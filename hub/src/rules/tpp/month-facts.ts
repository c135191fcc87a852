import type { DayVerdict } from '../day/day-verdict.ts';

/** What is known of one employee's month when the TPP is worked out. */
export interface MonthFacts {
  readonly employee: string;
  /** YYYY-MM. */
  readonly month: string;
  readonly employeeKind: 'PNS' | 'PPPK';
  /**
   * Whole rupiah a month, from that day on and through the last one, if it has one; the first begins on or before the
   * first day in service.
   */
  readonly bases: readonly { readonly from: string; readonly to?: string | null; readonly rupiah: number }[];
  /** As validated by the superior; null without one. */
  readonly rating: { readonly code: string; readonly approvals: readonly string[] } | null;
  /** First and last day in service, as far as they lie in the month; null: its first, its last. */
  readonly inService: { readonly from: string | null; readonly to: string | null };
  /** One for every day of the month on which he was in service, in any order. */
  readonly verdicts: readonly DayVerdict[];
  /** Assemblies (apel) that he missed, as recorded by somebody answerable for it. */
  readonly missedApel: readonly { readonly day: string; readonly id: string; readonly approvals: readonly string[] }[];
  /** Findings of the Inspektorat for this month, as decided. */
  readonly manipulation: readonly { readonly id: string; readonly approvals: readonly string[] }[];
  /** Disciplinary decisions in force in this month. */
  readonly sanctions: readonly {
    readonly id: string;
    readonly tppFactor: string;
    readonly clause: string;
    readonly approvals: readonly string[];
  }[];
}
