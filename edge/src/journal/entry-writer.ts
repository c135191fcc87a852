import type { EntryBody } from '@hadir/shared/journal/entry';
import type { Logger } from 'pino';
import type { Problems } from '../status/problems.ts';
import type { Journal } from './journal.ts';
import type { Mark } from './kept-receipts.ts';

interface Waiting {
  readonly body: EntryBody;
  readonly onWritten: (mark: Mark) => void;
}

const PROBLEM = 'journal-disk';
/** Punches of several days; a unit that waits for longer has been standing there with a full disk and nobody looking. */
const MOST_WAITING = 10_000;

/**
 * Writes entries in their order, and keeps those in memory that the disk has no room for until it has. Whoever asked
 * for an entry hears of it only when it is on the disk.
 */
export class EntryWriter {
  readonly #journal: Journal;
  readonly #problems: Problems;
  readonly #log: Logger;
  readonly #waiting: Waiting[] = [];
  #lost = 0;

  constructor(journal: Journal, problems: Problems, log: Logger) {
    this.#journal = journal;
    this.#problems = problems;
    this.#log = log;
  }

  /** Whether no entry waits for the disk. */
  get idle(): boolean {
    return this.#waiting.length === 0;
  }

  /** Whether every entry is on the disk: only then may a checkpoint say that the journal is complete. */
  get complete(): boolean {
    return this.#waiting.length === 0 && this.#lost === 0;
  }

  write(body: EntryBody, onWritten: (mark: Mark) => void = () => undefined): void {
    if (this.#waiting.length >= MOST_WAITING) {
      this.#lost++;
      this.#log.error({ type: body.type, lost: this.#lost }, 'An entry is lost: the disk has been full for too long.');
      return;
    }
    this.#waiting.push({ body, onWritten });
    this.retry();
  }

  /** Before whatever waits: nothing comes before the first entry of a binding. */
  writeFirst(body: EntryBody): void {
    this.#waiting.unshift({ body, onWritten: () => undefined });
    this.retry();
  }

  /** Tries what is waiting. */
  retry(): void {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const outcome = this.#journal.append(next.body);
      if (outcome.kind === 'not-written') {
        this.#report(outcome.reason, outcome.problem);
        return;
      }
      this.#waiting.shift();
      next.onWritten({ seq: outcome.seq, hash: outcome.hash });
    }
    if (this.#lost === 0) this.#problems.clear(PROBLEM);
    else this.#problems.set(PROBLEM, `${this.#lost} entries were lost while the disk was full.`);
  }

  #report(reason: 'disk-full' | 'disk-failed', problem: string): void {
    const what = reason === 'disk-full' ? 'The disk is full' : 'The disk fails';
    const text = `${what}: ${this.#waiting.length} entries are not written (${problem}). No punch is confirmed until there is room.`;
    if (this.#waiting.length === 1) this.#log.error({ reason, problem }, text);
    this.#problems.set(PROBLEM, text);
  }
}
