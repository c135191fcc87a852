import type { EntryWriter } from './entry-writer.ts';
import type { Journal } from './journal.ts';

export interface CheckpointSource {
  /** All frames taken up to this time have been decided; null before the first. */
  readonly decidedThrough: Date | null;
}

/**
 * Says in the journal how far it is complete, while the door really is being watched: without frames that were decided
 * since the last checkpoint, or with entries that wait for the disk, there is none.
 */
export class Checkpoints {
  readonly #writer: EntryWriter;
  readonly #source: CheckpointSource;
  #last: Date | null = null;

  constructor(writer: EntryWriter, source: CheckpointSource) {
    this.#writer = writer;
    this.#source = source;
  }

  /** Every minute, and before the unit stops. @returns whether there was something to say. */
  write(): boolean {
    const through = this.#source.decidedThrough;
    if (through === null || !this.#writer.complete) return false;
    if (this.#last !== null && through <= this.#last) return false;
    this.#writer.write({ type: 'checkpoint', through: through.toISOString() });
    this.#last = through;
    return true;
  }
}

/** The last one of a watch that has ended. @returns whether there was something to say. */
export function writeLastCheckpoint(
  through: Date | null,
  journal: Pick<Journal, 'lastOf'>,
  writer: EntryWriter,
): boolean {
  const before = journal.lastOf('checkpoint')?.through ?? '';
  if (through === null || !writer.complete || through.toISOString() <= before) return false;
  writer.write({ type: 'checkpoint', through: through.toISOString() });
  return true;
}
