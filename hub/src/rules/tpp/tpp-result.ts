/** One reason for which a month pays less. The lines add up to what is missing from the base, to the rupiah. */
export interface TppLine {
  readonly kind: 'performance' | 'event' | 'leave' | 'apel' | 'manipulation' | 'discipline';
  /** Null for what concerns the month. */
  readonly day: string | null;
  /** Of the event, the leave kind, the rating. */
  readonly code: string;
  /** Per cent, of what the policy says that rates apply to, before the limit of 100 %; of leave without TPP, of the day. */
  readonly percent: string;
  readonly rupiah: number;
  /** The regulation that set the rate, and the one that made the event. */
  readonly clauses: readonly string[];
  /** Journal entries. */
  readonly evidence: readonly string[];
  readonly approvals: readonly string[];
}

export interface TppResult {
  readonly employee: string;
  readonly month: string;
  readonly base: number;
  readonly performance: number;
  readonly attendance: number;
  /** performance + attendance, whole rupiah. */
  readonly total: number;
  /** Σ rates before the limit, exact decimal. */
  readonly attendancePercent: string;
  readonly lines: readonly TppLine[];
  /** Why it may still change; empty for a month that may be frozen. */
  readonly open: readonly { readonly day: string | null; readonly why: OpenReason }[];
}

/** A day without all its evidence, without a verdict, with an event that has no rate; a month that has no figure at all. */
export type OpenReason = 'incomplete' | 'not_judged' | 'no_rate' | 'no_base' | 'no_rating' | 'no_policy';
