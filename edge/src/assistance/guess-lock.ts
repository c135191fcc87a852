import { join } from 'node:path';
import type { EmployeeId } from '@hadir/shared/ids';
import Database from 'better-sqlite3';
import { openDatabase } from '../journal/open-database.ts';

const SCHEMA = `
  -- Wrong PINs and cards in a row, by whose they should have been. Times are ISO 8601.
  CREATE TABLE IF NOT EXISTS guesses (
    supervisor TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    since TEXT NOT NULL,
    last TEXT NOT NULL,
    locked_until TEXT
  ) STRICT;
`;

interface Row {
  readonly failures: number;
  readonly since: string;
  readonly last: string;
  readonly lockedUntil: string | null;
}

export interface Guessing {
  readonly failures: number;
  readonly since: Date;
  /** Null while the next attempt may come at once. */
  readonly lockedUntil: Date | null;
}

const MINUTE_MS = 60_000;
/** Attempts before the first pause; each one after it brings the next, and the last stays. */
const FREE_ATTEMPTS = 3;
const PAUSES_MS = [1, 5, 15, 60].map((minutes) => minutes * MINUTE_MS) as [number, number, number, number];
const LONGEST_PAUSE_MS = 60 * MINUTE_MS;
/** Whoever made no mistake for so long begins anew. */
const FORGOTTEN_AFTER_MS = 24 * 60 * MINUTE_MS;

/**
 * How often the second factor of each supervisor was guessed at, kept over restarts. An attempt is counted before it is
 * compared, so that no plug that is pulled in between gives another one for nothing.
 */
export class GuessLock {
  readonly #database: Database.Database;

  private constructor(database: Database.Database) {
    this.#database = database;
  }

  /** @throws JournalError `unreadable` or `not-durable`. */
  static open(folder: string): GuessLock {
    return new GuessLock(openDatabase(join(folder, 'assistance.db'), SCHEMA));
  }

  /** @returns until when nobody may try; null where somebody may now. */
  lockedUntil(supervisor: EmployeeId, now: Date): Date | null {
    const text = this.#read(supervisor)?.lockedUntil;
    if (text == null) return null;
    // A clock that was set back must not make a pause longer than the longest.
    const until = Math.min(Date.parse(text), now.getTime() + LONGEST_PAUSE_MS);
    return until > now.getTime() ? new Date(until) : null;
  }

  /** Counts an attempt as a mistake until `forget` says that it was none. @returns what the disk says where it cannot: then nobody may try. */
  count(supervisor: EmployeeId, now: Date): Guessing | { readonly problem: string } {
    const before = this.#read(supervisor);
    const fresh = before === undefined || now.getTime() - Date.parse(before.last) > FORGOTTEN_AFTER_MS;
    const failures = fresh ? 1 : before.failures + 1;
    const since = fresh ? now.toISOString() : before.since;
    const pause = failures < FREE_ATTEMPTS ? null : (PAUSES_MS[failures - FREE_ATTEMPTS] ?? LONGEST_PAUSE_MS);
    const lockedUntil = pause === null ? null : new Date(now.getTime() + pause);
    try {
      this.#database
        .prepare(
          'INSERT OR REPLACE INTO guesses (supervisor, failures, since, last, locked_until) VALUES (?, ?, ?, ?, ?)',
        )
        .run(supervisor, failures, since, now.toISOString(), lockedUntil?.toISOString() ?? null);
    } catch (error) {
      if (error instanceof Database.SqliteError) return { problem: error.message };
      throw error;
    }
    return { failures, since: new Date(since), lockedUntil };
  }

  /** He proved himself. */
  forget(supervisor: EmployeeId): void {
    this.#database.prepare('DELETE FROM guesses WHERE supervisor = ?').run(supervisor);
  }

  close(): void {
    this.#database.close();
  }

  #read(supervisor: EmployeeId): Row | undefined {
    return this.#database
      .prepare('SELECT failures, since, last, locked_until AS lockedUntil FROM guesses WHERE supervisor = ?')
      .get(supervisor) as Row | undefined;
  }
}
