import type { Letterhead } from '@hadir/shared/api/letterheads';
import { sql } from 'drizzle-orm';
import { integer, jsonb, pgTable, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';
import { opds, users } from '../schema.ts';

/** What stands above and below letters and reports. Append-only: the highest version of an owner is in force. */
export const letterheads = pgTable(
  'letterheads',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** Null: the region's, which is that of the personnel agency. */
    opd: uuid('opd').references(() => opds.id),
    /** From 1 on, by owner. */
    version: integer('version').notNull(),
    document: jsonb('document').$type<Letterhead>().notNull(),
    /** Null where it was taken over from an older setting. */
    changedBy: uuid('changed_by').references(() => users.id),
    changedAt: instant('changed_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('letterheads_opd_version').on(t.opd, t.version).where(sql`${t.opd} IS NOT NULL`),
    uniqueIndex('letterheads_region_version').on(t.version).where(sql`${t.opd} IS NULL`),
  ],
);
