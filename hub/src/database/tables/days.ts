import type { DayVerdictStatus } from '@hadir/shared/api/policies/day-verdicts';
import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';
import { employees, users } from '../schema.ts';

/** What each day of each employee is by what the hub holds. Derived: it can be made again from the rest at any time. */
export const days = pgTable(
  'days',
  {
    employee: uuid('employee').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    /** Where he belonged on that day. */
    opd: uuid('opd').notNull(),
    status: text('status').$type<DayVerdictStatus>().notNull(),
    final: boolean('final').notNull(),
    phase: text('phase').$type<'before' | 'trial' | 'live'>().notNull(),
    arrival: instant('arrival'),
    departure: instant('departure'),
    late: integer('late').notNull(),
    early: integer('early').notNull(),
    /** Names of the journal entries, by time, with a space between. */
    evidence: text('evidence').notNull(),
    schedule: text('schedule').notNull(),
    clause: text('clause').notNull(),
    /** What an ordinary day has nothing of: events, excuses, corrections, reasons. */
    detail: jsonb('detail'),
    /** Of a day that is not final: when it is over everywhere that he may use a door. */
    closesAt: instant('closes_at'),
    /** Of a day that is not final: the doors that were silent, with a space between; `-` while the day is open. */
    awaits: text('awaits'),
    /** Of all the above; tells whether a day judged again came out differently. */
    digest: text('digest'),
    /** Revision of the policies that gave it. */
    policy: bigint('policy', { mode: 'number' }).notNull(),
    judgedAt: instant('judged_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.employee, t.day] }),
    index('days_day').on(t.day, t.opd),
    index('days_unsettled').on(t.day, t.opd).where(sql`NOT ${t.final}`),
  ],
);

/** Days that have to be judged again, written in the transaction of what touched them. */
export const dayQueue = pgTable(
  'day_queue',
  {
    id: bigserial('id', { mode: 'bigint' }).primaryKey(),
    employee: uuid('employee').notNull(),
    from: date('from_day', { mode: 'string' }).notNull(),
    to: date('to_day', { mode: 'string' }).notNull(),
    /** Much at once: waits until what people are waiting for is done. */
    bulk: boolean('bulk').notNull().default(false),
    /** Of what could not be judged: when it is tried again. */
    retryAt: instant('retry_at'),
    queuedAt: instant('queued_at').notNull().defaultNow(),
  },
  (t) => [index('day_queue_order').on(t.bulk, t.id), index('day_queue_employee').on(t.employee)],
);

/** Daftar jaga: who has which shift on which day. */
export const dutyLists = pgTable(
  'duty_lists',
  {
    employee: uuid('employee')
      .notNull()
      .references(() => employees.id),
    day: date('day', { mode: 'string' }).notNull(),
    /** Code of a shift of the schedule that he works by. */
    shift: text('shift').notNull(),
    setBy: uuid('set_by').references(() => users.id),
    setAt: instant('set_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.employee, t.day] })],
);
