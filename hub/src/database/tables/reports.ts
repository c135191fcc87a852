import type { NewReportJob, ReportJob } from '@hadir/shared/api/reports';
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant } from '../columns.ts';
import { opds, users } from '../schema.ts';

/** Reports that are made in the background, by whichever hub has time. */
export const reportJobs = pgTable(
  'report_jobs',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    wanted: jsonb('wanted').$type<NewReportJob>().notNull(),
    requestedBy: uuid('requested_by')
      .notNull()
      .references(() => users.id),
    /** The office that the one who asked is bound to; null for the whole region. */
    opd: uuid('opd').references(() => opds.id),
    state: text('state').$type<ReportJob['state']>().notNull().default('waiting'),
    done: integer('done').notNull().default(0),
    of: integer('of').notNull().default(0),
    file: text('file'),
    bytes: bigint('bytes', { mode: 'number' }).notNull().default(0),
    problem: text('problem'),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** The hub that makes it says so again and again; one that fell silent has stopped. */
    aliveAt: instant('alive_at'),
    finishedAt: instant('finished_at'),
  },
  (t) => [index('report_jobs_state').on(t.state, t.createdAt), index('report_jobs_requested_by').on(t.requestedBy)],
);

/** A finished report in pieces, so that neither writing nor reading it takes memory for the whole. */
export const reportParts = pgTable(
  'report_parts',
  {
    job: uuid('job')
      .notNull()
      .references(() => reportJobs.id, { onDelete: 'cascade' }),
    number: integer('number').notNull(),
    bytes: bytea('bytes').notNull(),
  },
  (t) => [primaryKey({ columns: [t.job, t.number] })],
);
