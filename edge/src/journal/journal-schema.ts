/** `jws` is the entry itself, the bytes that were signed; the other columns only find it. */
export const JOURNAL_SCHEMA = `
  CREATE TABLE IF NOT EXISTS entries (
    position INTEGER PRIMARY KEY,
    binding INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    type TEXT NOT NULL,
    at TEXT NOT NULL,
    hash TEXT NOT NULL,
    jws TEXT NOT NULL,
    UNIQUE (binding, seq)
  ) STRICT;
  -- The few that are counted each time a supervisor answers for somebody.
  CREATE INDEX IF NOT EXISTS entries_assisted ON entries (at) WHERE type = 'assisted';
  -- How far the hub holds a binding, by its latest receipt.
  CREATE TABLE IF NOT EXISTS receipts (
    binding INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    hash TEXT,
    at TEXT NOT NULL,
    jws TEXT NOT NULL
  ) STRICT;
`;
