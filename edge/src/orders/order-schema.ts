/** What the hub ordered: one row for the state, one for each answer that the journal does not hold yet, one for each binding. */
export const ORDER_SCHEMA = `
  CREATE TABLE IF NOT EXISTS orders (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    last_number INTEGER NOT NULL DEFAULT 0,
    settings TEXT NOT NULL DEFAULT '{}',
    -- An order that takes several steps, from before its first until after its last.
    task TEXT
  ) STRICT;
  INSERT OR IGNORE INTO orders (only) VALUES (1);
  CREATE TABLE IF NOT EXISTS answers (
    number INTEGER PRIMARY KEY,
    body TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS bindings (
    number INTEGER PRIMARY KEY,
    door TEXT NOT NULL,
    follows TEXT,
    ended INTEGER NOT NULL DEFAULT 0
  ) STRICT;
`;
