/** The roster in force. Templates and PINs are sealed; everything else is what the screen beside the door says. */
export const ROSTER_SCHEMA = `
  CREATE TABLE IF NOT EXISTS employees (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    salutation TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS templates (
    id TEXT PRIMARY KEY,
    employee TEXT NOT NULL REFERENCES employees (id) ON DELETE CASCADE,
    sealed BLOB NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS templates_employee ON templates (employee);
  -- What the roster says of few. A table of its own, so that one from before needs no change.
  CREATE TABLE IF NOT EXISTS marks (
    employee TEXT PRIMARY KEY REFERENCES employees (id) ON DELETE CASCADE,
    look_alike INTEGER NOT NULL,
    -- Sealed: six digits are found quickly by whoever has their hash.
    assist TEXT
  ) STRICT;
  -- The last digits of NIPs, where a supervisor may have to tell people of one name apart.
  CREATE TABLE IF NOT EXISTS nip_ends (
    employee TEXT PRIMARY KEY REFERENCES employees (id) ON DELETE CASCADE,
    digits TEXT NOT NULL
  ) STRICT;
  -- One row. unjournaled: the roster entry that the journal does not hold yet, as JSON.
  CREATE TABLE IF NOT EXISTS roster (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    version INTEGER NOT NULL DEFAULT 0,
    digest TEXT,
    model TEXT,
    door_name TEXT,
    zone TEXT,
    unjournaled TEXT
  ) STRICT;
  INSERT OR IGNORE INTO roster (only) VALUES (1);
`;
