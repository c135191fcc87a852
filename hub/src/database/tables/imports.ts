import type { ImportKind, ImportReport, ImportState } from '@hadir/shared/api/imports';
import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant } from '../columns.ts';
import { users } from '../schema.ts';

/** A file that somebody sent to be taken over, and what came of it. */
export const dataImports = pgTable(
  'data_imports',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    kind: text('kind').$type<ImportKind>().notNull(),
    fileName: text('file_name').notNull(),
    /** As it was sent; it is let go when the import is over. */
    file: bytea('file'),
    /** SHA-256, hex. */
    digest: text('digest').notNull(),
    bytes: integer('bytes').notNull(),
    state: text('state').$type<ImportState>().notNull().default('waiting'),
    done: integer('done').notNull().default(0),
    of: integer('of').notNull().default(0),
    report: jsonb('report').$type<ImportReport>(),
    /** Of the plan that the officer saw: what is applied is that plan or nothing. */
    planDigest: text('plan_digest'),
    problem: text('problem'),
    uploadedBy: uuid('uploaded_by')
      .notNull()
      .references(() => users.id),
    uploadedAt: instant('uploaded_at').notNull().defaultNow(),
    appliedBy: uuid('applied_by').references(() => users.id),
    appliedAt: instant('applied_at'),
    undoneBy: uuid('undone_by').references(() => users.id),
    undoneAt: instant('undone_at'),
    /** The hub that works on it says so again and again; one that fell silent has stopped. */
    aliveAt: instant('alive_at'),
  },
  (t) => [index('data_imports_state').on(t.state), index('data_imports_uploaded').on(t.uploadedAt)],
);

/** What an import changed, with what was there before: the way back. */
export const dataImportChanges = pgTable(
  'data_import_changes',
  {
    import: uuid('import')
      .notNull()
      .references(() => dataImports.id, { onDelete: 'cascade' }),
    number: integer('number').notNull(),
    /** Line of the file. */
    row: integer('row').notNull(),
    /** Id of what was changed. */
    subject: text('subject').notNull(),
    /** Null where it was not there. */
    before: jsonb('before'),
    after: jsonb('after').notNull(),
  },
  (t) => [primaryKey({ columns: [t.import, t.number] }), index('data_import_changes_subject').on(t.subject)],
);
