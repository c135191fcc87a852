import type { ImportKind, ImportProblem } from '@hadir/shared/api/imports';
import type { Database } from '../database/open-database.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import type { ValueReader } from './read-values.ts';

export interface ImportColumn {
  readonly key: string;
  /** Heading in the template. */
  readonly title: string;
  /** Other headings that mean the same, in lower case. */
  readonly aliases: readonly string[];
  readonly required: boolean;
  readonly read: ValueReader;
  readonly help: string;
  readonly examples: readonly [string, string];
}

/** A line of the file whose cells could all be read. Empty cells are null. */
export interface ImportLineValues {
  readonly row: number;
  readonly values: Readonly<Record<string, string | number | null>>;
}

/** What one line does to the database. */
export interface PlannedChange<Change = unknown> {
  readonly row: number;
  readonly action: 'add' | 'change';
  readonly subject: string;
  readonly text: string;
  /** Plain JSON. */
  readonly change: Change;
}

export interface ImportPlan<Change = unknown> {
  readonly changes: readonly PlannedChange<Change>[];
  /** Lines that say what is there already. */
  readonly same: number;
  readonly problems: readonly ImportProblem[];
  readonly notes: readonly string[];
}

/** A change as it was made, for the way back. */
export interface MadeChange {
  readonly row: number;
  readonly subject: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface ImportWork {
  readonly tx: Transaction;
  readonly by: string;
  /** YYYY-MM-DD, at the region's main place. */
  readonly today: string;
  readonly fileName: string;
  /** Says how far it is; outside of the transaction, so that others see it. */
  progress(done: number, of: number): Promise<void>;
  /** Doors whose roster changed: they are told after the commit. */
  wake(doors: readonly string[]): void;
}

export type UndoOutcome = { readonly ok: true } | { readonly ok: false; readonly problem: string };

/** All that one kind of import is. */
export interface ImportSpec<Change = unknown> {
  readonly kind: ImportKind;
  readonly title: string;
  readonly columns: readonly ImportColumn[];
  readonly legend: readonly string[];
  /** Compares the lines with what is there; writes nothing. Two lines about the same thing are the caller's to refuse. */
  plan(
    db: Pick<Database['db'], 'select' | 'execute'>,
    lines: readonly ImportLineValues[],
    today: string,
  ): Promise<ImportPlan<Change>>;
  /** Does what was planned, all or nothing. */
  apply(work: ImportWork, changes: readonly PlannedChange<Change>[]): Promise<MadeChange[]>;
  /** Puts back what was there. */
  undo(work: ImportWork, made: readonly MadeChange[]): Promise<UndoOutcome>;
}
