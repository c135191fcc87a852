import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';
import { users } from '../schema.ts';

/** Who looked after a `tamper` entry, and what came of it; the entry itself stays as it was signed. */
export const seenAlarms = pgTable(
  'seen_alarms',
  {
    unit: text('unit').notNull(),
    binding: integer('binding').notNull(),
    seq: integer('seq').notNull(),
    by: uuid('by')
      .notNull()
      .references(() => users.id),
    at: instant('at').notNull(),
    note: text('note').notNull(),
  },
  (t) => [primaryKey({ columns: [t.unit, t.binding, t.seq] }), index('seen_alarms_by').on(t.by)],
);
