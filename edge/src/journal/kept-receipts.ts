import type Database from 'better-sqlite3';

export interface Mark {
  readonly seq: number;
  /** Of the entry with that number; null for number 0. */
  readonly hash: string | null;
}

export interface KeptReceipt extends Mark {
  readonly at: string;
  /** The receipt as the hub signed it. */
  readonly jws: string;
}

const NOTHING: Mark = { seq: 0, hash: null };

/**
 * How far the hub holds each binding. A receipt that is lost only means that the hub is sent something that it has, so
 * it need not be durable at once.
 */
export class KeptReceipts {
  readonly #database: Database.Database;
  readonly #marks = new Map<number, Mark>();
  readonly #unflushed = new Map<number, KeptReceipt>();

  constructor(database: Database.Database) {
    this.#database = database;
    const rows = database.prepare('SELECT binding, seq, hash FROM receipts').all() as (Mark & { binding: number })[];
    for (const { binding, seq, hash } of rows) this.#marks.set(binding, { seq, hash });
  }

  of(binding: number): Mark {
    return this.#marks.get(binding) ?? NOTHING;
  }

  take(binding: number, receipt: KeptReceipt): void {
    this.#marks.set(binding, { seq: receipt.seq, hash: receipt.hash });
    this.#unflushed.set(binding, receipt);
  }

  /** @throws SqliteError where the disk does not take them; they are kept for the next time. */
  flush(): void {
    for (const [binding, { seq, hash, at, jws }] of this.#unflushed) {
      this.#database
        .prepare(
          `INSERT INTO receipts (binding, seq, hash, at, jws) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (binding) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, at = excluded.at, jws = excluded.jws`,
        )
        .run(binding, seq, hash, at, jws);
      this.#unflushed.delete(binding);
    }
  }
}
