import type { HardwareFacts } from '@hadir/shared/journal/entry';
import type { Logger } from 'pino';
import type { UnitClock } from '../clock/unit-clock.ts';
import { compareWithLastEntry } from '../clock/watch-clock-steps.ts';
import type { Problems } from '../status/problems.ts';
import type { EntryWriter } from './entry-writer.ts';
import type { Journal } from './journal.ts';

export interface FirstEntriesOptions {
  readonly journal: Journal;
  readonly writer: EntryWriter;
  readonly clock: UnitClock;
  readonly problems: Problems;
  readonly log: Logger;
  /** Version of the software. */
  readonly release: string;
  readonly hardware: string;
  readonly facts: () => HardwareFacts;
  /** Begins a binding in the journal that has not begun there. */
  readonly writeBound: () => void;
}

/** Writes what every start leaves in the journal, and reports where the journal is not whole. */
export function writeFirstEntries({ journal, writer, clock, problems, log, ...rest }: FirstEntriesOptions): void {
  const { release, hardware, facts, writeBound } = rest;
  if (journal.damage !== null) {
    const problem = `The journal is damaged: ${journal.damage} Nothing was deleted; copy the data folder away and ask BKD.`;
    problems.set('journal-damaged', problem);
    log.error(problem);
  }
  const last = journal.lastKnownTime();
  writeBound();
  const step = last === null ? null : compareWithLastEntry(last, clock);
  if (step !== null) writer.write(step);
  writer.write({ type: 'boot', release, hardware, facts: facts() });
}
