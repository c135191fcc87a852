import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { JournalError } from './journal-error.ts';

/** A lock whose holder forgot it would be freed with the database object that holds it. */
const held = new Set<Database.Database>();

export interface FolderLock {
  release(): void;
}

/**
 * Takes the data folder for this process alone. The lock is an open SQLite transaction, whose file lock the kernel
 * frees when the process ends in whatever way: there is no stale lock to clean up after a power cut.
 * @throws JournalError `folder-in-use` or `folder-unusable`.
 */
export function lockDataFolder(folder: string): FolderLock {
  let database: Database.Database | null = null;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    database = new Database(join(folder, 'lock.db'), { timeout: 0 });
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database?.close();
    if (cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY'))
      throw new JournalError(
        'folder-in-use',
        `Another process is working on the data folder ${folder}. A unit's journal has one writer: stop the other one, or set HADIR_DATA to a folder of this unit's own.`,
        cause,
      );
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new JournalError('folder-unusable', `The data folder ${folder} cannot be used: ${words}.`, cause);
  }
  const locked = database;
  held.add(locked);
  return {
    release: () => {
      held.delete(locked);
      if (locked.inTransaction) locked.exec('ROLLBACK');
      locked.close();
    },
  };
}
