import { join } from 'node:path';
import type { EntryBody } from '@hadir/shared/journal/entry';
import { type SigningKey, signJws } from '@hadir/shared/journal/node-signature';
import { parseEntry } from '@hadir/shared/journal/parse-entry';
import Database from 'better-sqlite3';
import type { UnitClock } from '../clock/unit-clock.ts';
import type { LastKnownTime } from '../clock/watch-clock-steps.ts';
import { chainHash } from './chain-hash.ts';
import { JournalError } from './journal-error.ts';
import { JOURNAL_SCHEMA } from './journal-schema.ts';
import { openDatabase } from './open-database.ts';
import { type HeldEntry, verifyTail } from './verify-tail.ts';

export interface JournalOptions {
  readonly folder: string;
  readonly unit: string;
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
  readonly binding: number;
  /** What is wrong with the last entries, in words; null when they are whole. */
  readonly damage: string | null;
  /** Called after each entry that was written. */
  onAppend: () => void = () => undefined;
  readonly #database: Database.Database;
  readonly #options: JournalOptions;
  #head: Mark;
  #prev: string;
  #received: Mark;
  #unflushed: KeptReceipt | null = null;

  private constructor(database: Database.Database, options: JournalOptions) {
    this.#database = database;
    this.#options = options;
    this.binding = options.binding;
    this.damage = checkPages(database) ?? verifyTail(readTail(database), options.unit, options.key);
    const last = database.prepare('SELECT binding, seq, hash FROM entries ORDER BY position DESC LIMIT 1').get();
    const { binding, seq, hash } = (last ?? { binding: 0, seq: 0, hash: options.key.kid }) as HeldEntry;
    // The first entry of a binding follows the last one of the binding before, or the key itself.
    this.#prev = hash;
    this.#head = binding === options.binding ? { seq, hash } : { seq: 0, hash: null };
    const receipt = database.prepare('SELECT seq, hash FROM receipts WHERE binding = ?').get(options.binding);
    this.#received = (receipt as Mark | undefined) ?? { seq: 0, hash: null };
  }

  /** @throws JournalError `unreadable` or `not-durable`. */
  static open(options: JournalOptions): Journal {
    const open = options.open ?? openDatabase;
    return new Journal(open(join(options.folder, 'journal.db'), JOURNAL_SCHEMA), options);
  }

  /** The last entry of this binding. */
  get head(): Mark {
    return this.#head;
  }

  /** How far the hub's receipts reach. */
  get received(): Mark {
    return this.#received;
  }

  /** Numbers, chains, times, signs and commits an entry. @throws JournalError `invalid-entry`. */
  append(body: EntryBody): AppendOutcome {
    const { unit, clock, key } = this.#options;
    const seq = this.#head.seq + 1;
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
    this.#head = { seq, hash };
    this.#prev = hash;
    this.onAppend();
    return { kind: 'written', seq, hash };
  }

  /** @returns up to `most` entries after a number, oldest first. */
  readAfter(seq: number, most: number): HeldEntry[] {
    return this.#database
      .prepare('SELECT binding, seq, hash, jws FROM entries WHERE binding = ? AND seq > ? ORDER BY seq LIMIT ?')
      .all(this.binding, seq, most) as HeldEntry[];
  }

  /** @returns the hash of an entry of this binding, or null where it is not held. */
  hashOf(seq: number): string | null {
    const row = this.#database
      .prepare('SELECT hash FROM entries WHERE binding = ? AND seq = ?')
      .get(this.binding, seq) as Pick<HeldEntry, 'hash'> | undefined;
    return row?.hash ?? null;
  }

  /** What the last entry says of the clocks, whatever binding it is of. */
  lastKnownTime(): LastKnownTime | null {
    const row = this.#database.prepare('SELECT jws FROM entries ORDER BY position DESC LIMIT 1').get();
    const payload = (row as Pick<HeldEntry, 'jws'> | undefined)?.jws.split('.')[1];
    return payload === undefined ? null : (JSON.parse(Buffer.from(payload, 'base64url').toString()) as LastKnownTime);
  }

  /** Takes the hub's word, once its signature and its hash were checked; `flushReceipt` puts it on the disk. */
  takeReceipt(receipt: KeptReceipt): void {
    this.#received = { seq: receipt.seq, hash: receipt.hash };
    this.#unflushed = receipt;
  }

  /** A receipt that is lost only means that the hub is sent something that it has, so it need not be durable at once. */
  flushReceipt(): void {
    if (this.#unflushed === null) return;
    const { seq, hash, at, jws } = this.#unflushed;
    try {
      this.#database
        .prepare(
          `INSERT INTO receipts (binding, seq, hash, at, jws) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (binding) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, at = excluded.at, jws = excluded.jws`,
        )
        .run(this.binding, seq, hash, at, jws);
      this.#unflushed = null;
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
