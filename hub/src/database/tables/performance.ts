import type { ReportState } from '@hadir/shared/api/performance';
import { date, index, integer, numeric, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';
import { employees, users } from '../schema.ts';

/** What somebody says that he did: on a day, or (with the first day of a month) in a month. */
export const workReports = pgTable(
  'work_reports',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    employee: uuid('employee')
      .notNull()
      .references(() => employees.id),
    span: text('span').$type<'day' | 'month'>().notNull(),
    /** Of a monthly report the month's first. */
    day: date('day', { mode: 'string' }).notNull(),
    text: text('text').notNull(),
    quantity: numeric('quantity', { precision: 12, scale: 2 }),
    /** What the quantity counts. */
    unit: text('unit'),
    minutes: integer('minutes'),
    state: text('state').$type<ReportState>().notNull(),
    note: text('note'),
    decidedBy: uuid('decided_by').references(() => users.id),
    decidedAt: instant('decided_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
    changedAt: instant('changed_at').notNull().defaultNow(),
  },
  (t) => [index('work_reports_employee').on(t.employee, t.day)],
);

/** rPK of a month, by the code that the TPP policy gives it. */
export const ratings = pgTable(
  'ratings',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    employee: uuid('employee')
      .notNull()
      .references(() => employees.id),
    /** YYYY-MM */
    month: text('month').notNull(),
    code: text('code').notNull(),
    note: text('note'),
    source: text('source').$type<'superior' | 'bkd' | 'import'>().notNull(),
    by: uuid('by').references(() => users.id),
    at: instant('at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('ratings_employee_month').on(t.employee, t.month), index('ratings_month').on(t.month)],
);
