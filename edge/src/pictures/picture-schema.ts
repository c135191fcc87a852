/** Pictures on their way to the hub. They were sealed before they came here: nothing of them can be read on this unit. */
export const PICTURE_SCHEMA = `
  CREATE TABLE IF NOT EXISTS pictures (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    taken_at TEXT NOT NULL,
    -- JSON; null while the entry that a picture belongs to is not written.
    subject TEXT,
    -- Where that entry will stand: in this binding, after this number.
    binding INTEGER NOT NULL,
    after_seq INTEGER NOT NULL,
    sealed TEXT NOT NULL
  ) STRICT;
  -- One row: what to seal pictures with, as the hub said last.
  CREATE TABLE IF NOT EXISTS picture_key (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    jwk TEXT NOT NULL
  ) STRICT;
`;
