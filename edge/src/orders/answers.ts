import type { EntryWriter } from '../journal/entry-writer.ts';
import type { Journal } from '../journal/journal.ts';
import type { OrderStore } from './order-store.ts';

/** Brings the answers to orders from the order store into the journal, each exactly once. */
export class Answers {
  readonly #orders: OrderStore;
  readonly #journal: Journal;
  readonly #writer: EntryWriter;
  readonly #underWay = new Set<number>();

  constructor(orders: OrderStore, journal: Journal, writer: EntryWriter) {
    this.#orders = orders;
    this.#journal = journal;
    this.#writer = writer;
  }

  flush(): void {
    for (const answer of this.#orders.answers()) {
      const { number } = answer;
      if (this.#underWay.has(number)) continue;
      // The unit died between the two databases.
      if (this.#journal.answers(number)) {
        this.#orders.dropAnswer(number);
        continue;
      }
      this.#underWay.add(number);
      this.#writer.write(answer, () => {
        this.#underWay.delete(number);
        this.#orders.dropAnswer(number);
      });
    }
  }
}
