import type { Entry } from '@hadir/shared/journal/entry';
import type { VerifiedEntry } from '@hadir/shared/journal/verify-run';

/** One MQTT message on a unit's journal topic: entries as compact JWS, oldest first, one a line. */
export interface Message {
  /** From the topic, proved by the sender's certificate. */
  readonly unit: string;
  readonly payload: Buffer;
}

/** Why a message is not stored; kept with its bytes in quarantine. */
export type RejectReason =
  | 'unknown-unit'
  | 'unit-revoked'
  | 'unit-quarantined'
  | 'too-many-entries'
  | 'empty'
  | 'not-a-jws'
  | 'foreign-header'
  | 'bad-signature'
  | 'broken-chain'
  | 'not-an-entry'
  | 'wrong-unit'
  | 'mixed-bindings'
  | 'wrong-binding'
  | 'wrong-door'
  | 'wrong-prev'
  | 'not-bound'
  | 'unstorable';

export interface Rejection {
  readonly reason: RejectReason;
  /** For people; names fields and lines, never what stood in them. */
  readonly detail: string;
}

/** A contiguous run of one unit's entries in one binding, verified; made of one message or several. */
export interface Run {
  readonly unit: string;
  readonly binding: number;
  readonly entries: readonly VerifiedEntry<Entry>[];
  readonly bytes: number;
}

/** What verification made of a batch. */
export interface VerifiedBatch {
  readonly runs: readonly Run[];
  readonly rejected: readonly { readonly message: Message; readonly rejection: Rejection }[];
}
