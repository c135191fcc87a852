import type { PictureHeader } from '@hadir/shared/wire/picture';
import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';
import { units } from '../schema.ts';

/** Pictures from the doors, as they were sealed there for the hub's picture key. A removed one keeps its row without the picture. */
export const pictures = pgTable(
  'pictures',
  {
    /** SHA-256 of what was sealed, base64url: a punch names it as its `evidence`. */
    id: text('id').primaryKey(),
    unit: text('unit')
      .notNull()
      .references(() => units.id),
    kind: text('kind').$type<'evidence' | 'enrolment'>().notNull(),
    subject: jsonb('subject').$type<PictureHeader['subject']>().notNull(),
    takenAt: instant('taken_at').notNull(),
    receivedAt: instant('received_at').notNull().defaultNow(),
    /** Of what was sealed. */
    bytes: integer('bytes').notNull(),
    /** Compact JWE. */
    sealed: text('sealed'),
    removedAt: instant('removed_at'),
    /** When whoever it is for took note of it. */
    handledAt: instant('handled_at'),
  },
  (t) => [
    index('pictures_kept').on(t.kind, t.receivedAt).where(sql`${t.sealed} IS NOT NULL`),
    index('pictures_unhandled').on(t.receivedAt).where(sql`${t.handledAt} IS NULL`),
  ],
);
