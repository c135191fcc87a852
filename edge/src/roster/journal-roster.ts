import type { EntryWriter } from '../journal/entry-writer.ts';
import type { RosterStore } from './roster-store.ts';

/** Brings the roster's entries from its own database into the journal; where the unit dies in between, they go again. */
export class RosterJournal {
  readonly #store: RosterStore;
  readonly #writer: EntryWriter;

  constructor(store: RosterStore, writer: EntryWriter) {
    this.#store = store;
    this.#writer = writer;
  }

  /** Resolves when the journal holds them all. */
  flush(): Promise<void> {
    const entries = this.#store.unjournaled();
    return new Promise((resolve) => {
      if (entries.length === 0) resolve();
      for (const [i, entry] of entries.entries())
        this.#writer.write(entry, () => {
          if (i < entries.length - 1) return;
          this.#store.markJournaled();
          resolve();
        });
    });
  }
}
