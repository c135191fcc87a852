import Database from 'better-sqlite3';
import { JournalError } from './journal-error.ts';

const SYNCHRONOUS_FULL = 2;

/**
 * Opens one of the unit's databases so that a commit that returned survives a power cut: WAL with `synchronous=FULL`
 * syncs the log with every commit. That both are in force is checked, not believed.
 * @throws JournalError `unreadable` or `not-durable`.
 */
export function openDatabase(path: string, schema: string): Database.Database {
  let database: Database.Database | null = null;
  try {
    database = new Database(path);
    const mode = database.pragma('journal_mode = WAL', { simple: true });
    database.pragma('synchronous = FULL');
    database.pragma('secure_delete = ON');
    const synchronous = database.pragma('synchronous', { simple: true });
    if (mode !== 'wal' || synchronous !== SYNCHRONOUS_FULL)
      throw new JournalError(
        'not-durable',
        `${path} is not durable: journal_mode is ${String(mode)}, synchronous is ${String(synchronous)}. Put the data folder on a local disk.`,
      );
    database.exec(schema);
    return database;
  } catch (cause) {
    database?.close();
    if (cause instanceof JournalError) throw cause;
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new JournalError(
      'unreadable',
      `${path} cannot be opened: ${words}. Keep the file: it is evidence. Copy the data folder away before anything else is tried.`,
      cause,
    );
  }
}
