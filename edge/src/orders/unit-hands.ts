import type { UnitId } from '@hadir/shared/ids';
import type { HardwareFacts } from '@hadir/shared/journal/entry';
import type { Logger } from 'pino';
import type { DoorService } from '../door-service.ts';
import type { EntryWriter } from '../journal/entry-writer.ts';
import type { Journal } from '../journal/journal.ts';
import type { RosterJournal } from '../roster/journal-roster.ts';
import type { RosterStore } from '../roster/roster-store.ts';
import type { Answers } from './answers.ts';
import type { Binding, Change, OrderStore } from './order-store.ts';
import type { RosterTaker } from './take-roster.ts';

/** What came of an attempt to trust other authorities; `problem` in words. */
export type TrustOutcome = { readonly ok: true } | { readonly ok: false; readonly problem: string };

/** What an order may lay hands on. */
export interface UnitHands {
  readonly unit: UnitId;
  /** The data folder. */
  readonly data: string;
  readonly orders: OrderStore;
  readonly answers: Answers;
  readonly roster: RosterStore;
  readonly rosterJournal: RosterJournal;
  readonly rosterTaker: RosterTaker;
  readonly journal: Journal;
  readonly writer: EntryWriter;
  readonly service: DoorService;
  readonly log: Logger;
  /** Aborted when the unit stops: what takes long ends then, and is resumed at the next start. */
  readonly signal: AbortSignal;
  /** Since the agent started. */
  readonly uptimeMs: () => number;
  readonly facts: () => HardwareFacts;
  readonly binding: () => Binding;
  /** Commits a change, and says so where the disk has no room for it. @returns whether it is on the disk. */
  readonly keep: (change: Change) => boolean;
  readonly publishSnapshot: (payload: Buffer) => Promise<void>;
  readonly trust: (authorities: string) => TrustOutcome | Promise<TrustOutcome>;
  /** Something that the status says changed. */
  readonly statusChanged: () => void;
  /** How long a wipe waits for the hub's receipt. */
  readonly receiptMs?: number;
  /** Asks the process to stop the unit and to end, so that it is started anew. */
  readonly restart: (reason: string) => void;
}
