import { join } from 'node:path';
import type { EntryBody, Predecessor } from '@hadir/shared/journal/entry';
import type { DoorFacts, OrderOf, UnitSettings } from '@hadir/shared/wire/command';
import Database from 'better-sqlite3';
import { openDatabase } from '../journal/open-database.ts';
import { ORDER_SCHEMA } from './order-schema.ts';

export type Answer = Extract<EntryBody, { type: 'command' }>;

/** An order of several steps. What is done of it already is read from the journal. */
export type Task =
  | {
      readonly kind: 'end-binding';
      readonly number: number;
      readonly order: OrderOf<'bind' | 'unbind'>;
      /** All frames up to this time were decided when the door was last watched; null where none was since the start. */
      readonly through: string | null;
    }
  | { readonly kind: 'settings'; readonly number: number; readonly settings: UnitSettings }
  | { readonly kind: 'wipe'; readonly number: number; readonly through: string | null };

export interface Binding {
  readonly number: number;
  readonly door: DoorFacts;
  readonly follows: Predecessor | null;
  /** False once it has ended: the unit then serves no door. */
  readonly serves: boolean;
}

/** What is committed at once. */
export interface Change {
  /** Orders up to this number are never taken again. */
  readonly number?: number;
  readonly task?: Task | null;
  readonly settings?: UnitSettings;
  readonly answer?: Answer;
  readonly endBinding?: number;
  readonly beginBinding?: Omit<Binding, 'serves'>;
}

/**
 * The unit's memory of what the hub ordered. An order's number is committed together with its effect, or with the task
 * that leads to it: a power cut loses no order that was taken, and none is taken twice.
 */
export class OrderStore {
  readonly #database: Database.Database;

  private constructor(database: Database.Database) {
    this.#database = database;
  }

  /** @throws JournalError `unreadable` or `not-durable`. */
  static open(folder: string): OrderStore {
    return new OrderStore(openDatabase(join(folder, 'orders.db'), ORDER_SCHEMA));
  }

  lastNumber(): number {
    return this.#database.prepare('SELECT last_number FROM orders').pluck().get() as number;
  }

  settings(): UnitSettings {
    return JSON.parse(this.#database.prepare('SELECT settings FROM orders').pluck().get() as string) as UnitSettings;
  }

  task(): Task | null {
    const text = this.#database.prepare('SELECT task FROM orders').pluck().get() as string | null;
    return text === null ? null : (JSON.parse(text) as Task);
  }

  /** Those that still have to go into the journal, oldest first. */
  answers(): Answer[] {
    const texts = this.#database.prepare('SELECT body FROM answers ORDER BY number').pluck().all() as string[];
    return texts.map((text) => JSON.parse(text) as Answer);
  }

  /** The journal holds this answer. */
  dropAnswer(number: number): void {
    this.#write(() => this.#database.prepare('DELETE FROM answers WHERE number = ?').run(number));
  }

  /** The latest binding; null before the unit's first start. */
  binding(): Binding | null {
    const row = this.#database
      .prepare('SELECT number, door, follows, ended FROM bindings ORDER BY number DESC LIMIT 1')
      .get() as { number: number; door: string; follows: string | null; ended: number } | undefined;
    if (row === undefined) return null;
    const follows = row.follows === null ? null : (JSON.parse(row.follows) as Predecessor);
    return { number: row.number, door: JSON.parse(row.door) as DoorFacts, follows, serves: row.ended === 0 };
  }

  /** @returns what the disk says, or null where everything was committed. */
  commit(change: Change): string | null {
    return this.#write(() => this.#apply(change));
  }

  close(): void {
    this.#database.close();
  }

  #apply({ number, task, settings, answer, endBinding, beginBinding }: Change): void {
    const database = this.#database;
    if (number !== undefined) database.prepare('UPDATE orders SET last_number = max(last_number, ?)').run(number);
    if (task !== undefined)
      database.prepare('UPDATE orders SET task = ?').run(task === null ? null : JSON.stringify(task));
    if (settings !== undefined) database.prepare('UPDATE orders SET settings = ?').run(JSON.stringify(settings));
    if (answer !== undefined)
      database
        .prepare('INSERT OR REPLACE INTO answers (number, body) VALUES (?, ?)')
        .run(answer.number, JSON.stringify(answer));
    if (endBinding !== undefined) database.prepare('UPDATE bindings SET ended = 1 WHERE number = ?').run(endBinding);
    if (beginBinding !== undefined) {
      const { number: binding, door, follows } = beginBinding;
      database
        .prepare('INSERT OR IGNORE INTO bindings (number, door, follows) VALUES (?, ?, ?)')
        .run(binding, JSON.stringify(door), follows === null ? null : JSON.stringify(follows));
    }
  }

  #write(work: () => unknown): string | null {
    try {
      this.#database.transaction(work)();
      return null;
    } catch (error) {
      if (error instanceof Database.SqliteError && /^SQLITE_(FULL|IOERR|READONLY)/.test(error.code))
        return error.message;
      throw error;
    }
  }
}
