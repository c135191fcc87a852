import { join } from 'node:path';
import type { AssistedEntry, Entry, EntryBody, EntryType } from '@hadir/shared/journal/entry';
import { type SigningKey, signJws } from '@hadir/shared/journal/node-signature';
import { parseEntry } from '@hadir/shared/journal/parse-entry';
import Database from 'better-sqlite3';
import type { UnitClock } from '../clock/unit-clock.ts';
import type { LastKnownTime } from '../clock/watch-clock-steps.ts';
import { chainHash } from './chain-hash.ts';
import { JournalError } from './journal-error.ts';
import { JOURNAL_SCHEMA } from './journal-schema.ts';
import { type KeptReceipt, KeptReceipts, type Mark } from './kept-receipts.ts';
import { openDatabase } from './open-database.ts';
import { type HeldEntry, verifyTail } from './verify-tail.ts';

export interface JournalOptions {
  readonly folder: string;
  readonly unit: string;
  /** The binding that entries are written in. */
  readonly binding: number;
  readonly key: SigningKey;
  readonly clock: UnitClock;
  /** How the database file is opened. */
  readonly open?: (path: string, schema: string) => Database.Database;
}

export type AppendOutcome =
  | { readonly kind: 'written'; readonly seq: number; readonly hash: string }
  /** Nothing of the entry was kept, and its number is free for the next one. */
  | { readonly kind: 'not-written'; readonly reason: 'disk-full' | 'disk-failed'; readonly problem: string };

/** Entries of the tail that are checked when the journal is opened. */
const TAIL = 200;
/** Databases up to this size are checked page by page when they are opened. */
const QUICK_CHECK_BYTES = 32 * 1024 * 1024;
const RETENTION_DAYS = 400;

/**
 * The unit's append-only log. One process writes it, one entry at a time, and `append` returns only after the entry
 * was committed to the disk: whatever is reported as done is there after a power cut.
 */
export class Journal {
  /** What is wrong with the last entries, in words; null when they are whole. */
  readonly damage: string | null;
  /** Called after each entry that was written. */
  onAppend: () => void = () => undefined;
  readonly #database: Database.Database;
  readonly #options: JournalOptions;
  readonly #receipts: KeptReceipts;
  /** The last entry of each binding that is held here. */
  readonly #heads: Map<number, Mark>;
  #binding: number;
  #prev: string;

  private constructor(database: Database.Database, options: JournalOptions) {
    this.#database = database;
    this.#options = options;
    this.#binding = options.binding;
    this.damage = checkPages(database) ?? verifyTail(readTail(database), options.unit, options.key);
    const last = database.prepare('SELECT hash FROM entries ORDER BY position DESC LIMIT 1').get();
    // The first entry of a binding follows the last one of the binding before, or the key itself.
    this.#prev = (last as Pick<HeldEntry, 'hash'> | undefined)?.hash ?? options.key.kid;
    this.#heads = readHeads(database);
    const latest = Math.max(0, ...this.#heads.keys());
    if (latest > options.binding)
      throw new JournalError(
        'binding-over',
        `The journal is in binding ${latest}, but the unit believes to be in ${options.binding}: orders.db is missing or an old copy. Restore the data folder as a whole, or ask BKD to re-activate this unit.`,
      );
    this.#receipts = new KeptReceipts(database);
  }

  /** @throws JournalError `unreadable` or `not-durable`. */
  static open(options: JournalOptions): Journal {
    const open = options.open ?? openDatabase;
    return new Journal(open(join(options.folder, 'journal.db'), JOURNAL_SCHEMA), options);
  }

  /** The binding that entries are written in. */
  get binding(): number {
    return this.#binding;
  }

  /** The last entry of this binding. */
  get head(): Mark {
    return this.headOf(this.#binding);
  }

  /** How far the hub's receipts reach in this binding. */
  get received(): Mark {
    return this.receivedOf(this.#binding);
  }

  /** The last entry of a binding that is held here. */
  headOf(binding: number): Mark {
    return this.#heads.get(binding) ?? { seq: 0, hash: null };
  }

  receivedOf(binding: number): Mark {
    return this.#receipts.of(binding);
  }

  /** The oldest binding that the hub does not hold whole; else the one that entries are written in. */
  firstUndelivered(): number {
    const open = [...this.#heads].filter(([binding, { seq }]) => seq > this.receivedOf(binding).seq);
    return Math.min(this.#binding, ...open.map(([binding]) => binding));
  }

  /** Whether the hub's receipts cover every entry. */
  delivered(): boolean {
    const open = this.firstUndelivered();
    return this.receivedOf(open).seq >= this.headOf(open).seq;
  }

  /** Entries are of the next binding from now on; its first one follows from the last one of this. */
  beginBinding(binding: number): void {
    if (binding < this.#binding) throw new Error(`Binding ${binding} is over: binding ${this.#binding} is written.`);
    this.#binding = binding;
  }

  /** Numbers, chains, times, signs and commits an entry. @throws JournalError `invalid-entry`. */
  append(body: EntryBody): AppendOutcome {
    const { unit, clock, key } = this.#options;
    const seq = this.head.seq + 1;
    const at = clock.wall().toISOString();
    const common = { v: 1, unit, binding: this.binding, seq, prev: this.#prev, at, uptimeMs: clock.uptimeMs() };
    const entry = { ...common, boot: clock.boot, clock: clock.reading(), ...body };
    const checked = parseEntry(entry);
    if (typeof checked === 'string')
      throw new JournalError('invalid-entry', `An entry of type ${body.type} is not valid: ${checked}.`);
    const jws = signJws('hadir-entry', key, entry);
    const hash = chainHash(jws);
    try {
      this.#database
        .prepare('INSERT INTO entries (binding, seq, type, at, hash, jws) VALUES (?, ?, ?, ?, ?, ?)')
        .run(this.binding, seq, body.type, at, hash, jws);
    } catch (error) {
      return whyNotWritten(error);
    }
    this.#heads.set(this.#binding, { seq, hash });
    this.#prev = hash;
    this.onAppend();
    return { kind: 'written', seq, hash };
  }

  /** @returns up to `most` entries of a binding after a number, oldest first. */
  readAfter(seq: number, most: number, binding = this.#binding): HeldEntry[] {
    return this.#database
      .prepare('SELECT binding, seq, hash, jws FROM entries WHERE binding = ? AND seq > ? ORDER BY seq LIMIT ?')
      .all(binding, seq, most) as HeldEntry[];
  }

  /** @returns the hash of an entry of a binding, or null where it is not held. */
  hashOf(seq: number, binding = this.#binding): string | null {
    const row = this.#database.prepare('SELECT hash FROM entries WHERE binding = ? AND seq = ?').get(binding, seq) as
      | Pick<HeldEntry, 'hash'>
      | undefined;
    return row?.hash ?? null;
  }

  /** @returns the last entry of this kind in the binding that is written. */
  lastOf<Type extends EntryType>(type: Type): Extract<Entry, { type: Type }> | null {
    const row = this.#database
      .prepare('SELECT jws FROM entries WHERE binding = ? AND type = ? ORDER BY seq DESC LIMIT 1')
      .get(this.#binding, type);
    return row === undefined ? null : (readPayload(row as HeldEntry) as Extract<Entry, { type: Type }>);
  }

  /** @returns what supervisors answered for at or after a moment, in whatever binding. @param at ISO 8601, UTC */
  assistedSince(at: string): AssistedEntry[] {
    const rows = this.#database.prepare("SELECT jws FROM entries WHERE type = 'assisted' AND at >= ?").all(at);
    return rows.map((row) => readPayload(row as HeldEntry) as AssistedEntry);
  }

  /** Whether an order was answered, in whatever binding. */
  answers(number: number): boolean {
    const rows = this.#database.prepare("SELECT jws FROM entries WHERE type = 'command' ORDER BY position DESC");
    for (const row of rows.iterate()) {
      const entry = readPayload(row as HeldEntry) as Extract<Entry, { type: 'command' }>;
      // Numbers only grow.
      if (entry.number <= number) return entry.number === number;
    }
    return false;
  }

  /** What the last entry says of the clocks, whatever binding it is of. */
  lastKnownTime(): LastKnownTime | null {
    const row = this.#database.prepare('SELECT jws FROM entries ORDER BY position DESC LIMIT 1').get();
    return row === undefined ? null : (readPayload(row as HeldEntry) as LastKnownTime);
  }

  /** Takes the hub's word, once its signature and its hash were checked; `flushReceipt` puts it on the disk. */
  takeReceipt(receipt: KeptReceipt, binding = this.#binding): void {
    this.#receipts.take(binding, receipt);
  }

  flushReceipt(): void {
    try {
      this.#receipts.flush();
    } catch (error) {
      whyNotWritten(error);
    }
  }

  /** Drops entries that the hub holds and that are older than the retention. The last entry always stays. @returns how many. */
  trim(retentionDays: number = RETENTION_DAYS): number {
    const before = new Date(this.#options.clock.wall().getTime() - retentionDays * 86_400_000).toISOString();
    const { changes } = this.#database
      .prepare(
        `DELETE FROM entries WHERE at < ? AND position < (SELECT max(position) FROM entries)
           AND seq <= (SELECT receipts.seq FROM receipts WHERE receipts.binding = entries.binding)`,
      )
      .run(before);
    return changes;
  }

  close(): void {
    this.flushReceipt();
    this.#database.close();
  }
}

function readPayload({ jws }: Pick<HeldEntry, 'jws'>): unknown {
  return JSON.parse(Buffer.from(jws.split('.')[1] as string, 'base64url').toString());
}

function readHeads(database: Database.Database): Map<number, Mark> {
  const rows = database
    .prepare(
      'SELECT binding, seq, hash FROM entries WHERE position IN (SELECT max(position) FROM entries GROUP BY binding)',
    )
    .all() as HeldEntry[];
  return new Map(rows.map(({ binding, seq, hash }) => [binding, { seq, hash }]));
}

function readTail(database: Database.Database): HeldEntry[] {
  const rows = database.prepare('SELECT binding, seq, hash, jws FROM entries ORDER BY position DESC LIMIT ?').all(TAIL);
  return (rows as HeldEntry[]).reverse();
}

function checkPages(database: Database.Database): string | null {
  const pages = Number(database.pragma('page_count', { simple: true }));
  const size = Number(database.pragma('page_size', { simple: true }));
  if (pages * size > QUICK_CHECK_BYTES) return null;
  const found = String(database.pragma('quick_check(1)', { simple: true }));
  return found === 'ok' ? null : `The database is damaged: ${found}.`;
}

/** @throws whatever is not the disk's fault. */
function whyNotWritten(error: unknown): AppendOutcome {
  if (!(error instanceof Database.SqliteError)) throw error;
  const { code, message } = error;
  if (code === 'SQLITE_FULL') return { kind: 'not-written', reason: 'disk-full', problem: message };
  if (/^SQLITE_(IOERR|READONLY|CANTOPEN|CORRUPT|BUSY|NOMEM)/.test(code))
    return { kind: 'not-written', reason: 'disk-failed', problem: `${code}: ${message}` };
  throw error;
}
