import type { Predecessor } from '@hadir/shared/journal/entry';

/**
 * What a check can find. Those of `BAD` break the proof; the others a reader should know about.
 *
 * - `format`: a line is no compact JWS under the expected key.
 * - `signature`: the signature is not of the key, or the entry was altered.
 * - `payload`: what was signed is no journal entry.
 * - `unit`: the entry is of another unit.
 * - `gap`: numbers are missing.
 * - `chain`: an entry commits to another one than the one before it.
 * - `fork`: two different entries carry one number.
 * - `bound`: a binding does not begin as one has to.
 * - `door`: a punch names another door than the binding's.
 * - `end`: entries follow the one that ended the binding.
 * - `repeated`: the same entry is there twice.
 * - `backwards`: the wall clock went back without an entry that says so.
 * - `clock`: the wall clock was stepped, and the journal says so.
 */
export const RULES = [
  'format',
  'signature',
  'payload',
  'unit',
  'gap',
  'chain',
  'fork',
  'bound',
  'door',
  'end',
  'repeated',
  'backwards',
  'clock',
] as const;
export type Rule = (typeof RULES)[number];

export const BAD: ReadonlySet<Rule> = new Set([
  'format',
  'signature',
  'payload',
  'unit',
  'gap',
  'chain',
  'fork',
  'bound',
  'door',
  'end',
]);

export interface Finding {
  readonly rule: Rule;
  /** Line of the file, or row of the database, from 1. */
  readonly line: number;
  /** Null where the entry could not be believed. */
  readonly binding: number | null;
  readonly seq: number | null;
  /** For a gap: the last number that is missing. */
  readonly through?: number;
  /** What exactly, in English and for specialists. */
  readonly detail: string;
}

export interface BindingReport {
  readonly number: number;
  readonly door: string | null;
  /** As the exporting hub named it; not proved by any signature. */
  readonly doorName: string | null;
  readonly first: number;
  readonly last: number;
  readonly entries: number;
  readonly punches: number;
  readonly from: string;
  readonly to: string;
  /** From the last checkpoint: nothing seen before it is missing. */
  readonly completeThrough: string | null;
  /** Numbers of the last entry and its hash: what a later binding refers to. */
  readonly lastHash: string;
  readonly ended: boolean;
  readonly follows: Predecessor | null;
}

export interface JournalReport {
  /** Nothing of `BAD` was found, and there is at least one entry. */
  readonly whole: boolean;
  readonly file: string;
  /** SHA-256 of the file, hex. */
  readonly fileSha256: string;
  readonly unit: string | null;
  readonly kid: string;
  /** Where the key was taken from. */
  readonly keyFrom: 'file' | 'option';
  readonly checkedAt: string;
  readonly exportedAt: string | null;
  readonly lines: number;
  /** Entries whose signature is right. */
  readonly signed: number;
  readonly bindings: readonly BindingReport[];
  readonly findings: readonly Finding[];
  /** In the order of the file; null where the journal is whole. */
  readonly firstBad: Finding | null;
}
