import type { Zone } from '@hadir/shared/time/local-day';

/** What is known of one employee's day. Plain values: instants are milliseconds since 1970, UTC. */
export interface DayFacts {
  readonly employee: string;
  /** YYYY-MM-DD at the employee's place of work. */
  readonly day: string;
  /** Of the place of work on that day; after a transfer the new place's. */
  readonly zone: Zone;
  /** In any order, from any door; what lies outside the day's window is left out by the rules. */
  readonly sightings: readonly Sighting[];
  /** Approved ones only, whatever their range: each is known to cover this day. */
  readonly excuses: readonly Excuse[];
  readonly corrections: readonly Correction[];
  /** Every door that this person may use on this day and that somebody served. */
  readonly doors: readonly DoorEvidence[];
  /** The instant for which the day is judged. */
  readonly asOfMs: number;
}

/** A punch of a verified journal. */
export interface Sighting {
  /** Names the journal entry: unit, binding and number. */
  readonly id: string;
  readonly atMs: number;
  /** Half-width of the interval that holds the true time; null where the unit could not bound it. */
  readonly uncertaintyMs: number | null;
  readonly door: string;
  /** Of the door. */
  readonly zone: Zone;
}

export interface DoorEvidence {
  readonly door: string;
  readonly zone: Zone;
  /** The journal is complete through this time; null where nothing came. */
  readonly completeThroughMs: number | null;
}

/** An approved leave, permission, sickness or official travel on this day. */
export interface Excuse {
  readonly id: string;
  /** Code of a leave kind of the policy. */
  readonly kind: string;
  readonly part: 'day' | 'morning' | 'afternoon' | { readonly from: string; readonly to: string };
  readonly approvals: readonly string[];
}

/** An approved correction; what it does to the evidence is said by its kind. */
export type Correction = {
  readonly id: string;
  readonly approvals: readonly string[];
} & (
  | /** A forgotten punch, or attendance taken by hand. */ { readonly kind: 'seen'; readonly atMs: number }
  | /** That entry does not show this person. */ { readonly kind: 'void'; readonly entry: string }
  | /** The reason was accepted: nothing is deducted for it. */ { readonly kind: 'forgive'; readonly what: Fault }
);

export type Fault = 'late' | 'early' | 'missing_arrival' | 'missing_departure';
