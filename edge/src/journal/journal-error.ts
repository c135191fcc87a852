export type JournalErrorCode =
  /** Another process works on this data folder. */
  | 'folder-in-use'
  /** The data folder cannot be written. */
  | 'folder-unusable'
  /** The database file cannot be read as one. */
  | 'unreadable'
  /** SQLite does not do what durability needs. */
  | 'not-durable'
  /** The journal is in a later binding than the unit believes to be. */
  | 'binding-over'
  /** A bug: an entry that its schema does not allow. */
  | 'invalid-entry';

/** Why the journal cannot be used at all. That the disk is full is no error but an outcome. */
export class JournalError extends Error {
  readonly code: JournalErrorCode;

  constructor(code: JournalErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'JournalError';
    this.code = code;
  }
}
