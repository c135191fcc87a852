import type { Capacity, DutyOrder, RequestState, RequestSubject } from '@hadir/shared/api/requests';
import { sql } from 'drizzle-orm';
import { boolean, date, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant } from '../columns.ts';
import { employees, opds, users } from '../schema.ts';

/** A Surat Tugas: one letter that sends many people out. Each of them has a request of his own that names it. */
export const dutyLetters = pgTable(
  'duty_letters',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** Whose people it sends; null where they come from several. */
    opd: uuid('opd').references(() => opds.id),
    /** Leave kind of the policy. */
    code: text('code').notNull(),
    order: jsonb('order').$type<DutyOrder>().notNull(),
    from: date('from_day', { mode: 'string' }).notNull(),
    to: date('to_day', { mode: 'string' }).notNull(),
    enteredBy: uuid('entered_by')
      .notNull()
      .references(() => users.id),
    createdAt: instant('created_at').notNull().defaultNow(),
    cancelledAt: instant('cancelled_at'),
  },
  (t) => [index('duty_letters_from').on(t.from)],
);

/** Leave, permission, travel, a correction or an objection that somebody asked for. */
export const requests = pgTable(
  'requests',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    employee: uuid('employee')
      .notNull()
      .references(() => employees.id),
    subject: jsonb('subject').$type<RequestSubject>().notNull(),
    from: date('from_day', { mode: 'string' }).notNull(),
    to: date('to_day', { mode: 'string' }).notNull(),
    reason: text('reason').notNull(),
    /** As the policy said when it was handed in: only those who decide read reason and files. */
    medical: boolean('medical').notNull().default(false),
    state: text('state').$type<RequestState>().notNull().default('draft'),
    letter: uuid('letter').references(() => dutyLetters.id),
    enteredBy: uuid('entered_by')
      .notNull()
      .references(() => users.id),
    createdAt: instant('created_at').notNull().defaultNow(),
    submittedAt: instant('submitted_at'),
    /** When the present state began. */
    stateSince: instant('state_since').notNull().defaultNow(),
  },
  (t) => [
    index('requests_employee').on(t.employee, t.from),
    index('requests_waiting').on(t.stateSince).where(sql`${t.state} IN ('submitted', 'endorsed')`),
    index('requests_witness').on(sql`(${t.subject}->>'witness')`).where(sql`${t.subject}->>'witness' IS NOT NULL`),
    index('requests_letter').on(t.letter).where(sql`${t.letter} IS NOT NULL`),
  ],
);

/** Every step of a request, in order; never changed. */
export const requestSteps = pgTable(
  'request_steps',
  {
    request: uuid('request')
      .notNull()
      .references(() => requests.id),
    number: integer('number').notNull(),
    /** The state that it led to. */
    state: text('state').$type<RequestState>().notNull(),
    at: instant('at').notNull().defaultNow(),
    by: uuid('by').references(() => users.id),
    capacity: text('capacity').$type<Capacity>().notNull(),
    note: text('note'),
  },
  (t) => [primaryKey({ columns: [t.request, t.number] }), index('request_steps_by').on(t.by)],
);

/** What the witness of a forgotten punch or of manual attendance said, as it stands; the audit log keeps each time he said something. */
export const witnessWords = pgTable('witness_words', {
  request: uuid('request')
    .primaryKey()
    .references(() => requests.id),
  employee: uuid('employee')
    .notNull()
    .references(() => employees.id),
  by: uuid('by')
    .notNull()
    .references(() => users.id),
  word: text('word').$type<'confirmed' | 'denied'>().notNull(),
  note: text('note'),
  at: instant('at').notNull().defaultNow(),
});

/** A document that somebody handed in, sealed with a key of the hub. What is not attached within a day is removed. */
export const evidenceFiles = pgTable(
  'evidence_files',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    uploadedBy: uuid('uploaded_by')
      .notNull()
      .references(() => users.id),
    request: uuid('request').references(() => requests.id),
    letter: uuid('letter').references(() => dutyLetters.id),
    /** An activity or monthly report. */
    report: uuid('report'),
    name: text('name').notNull(),
    type: text('type').notNull(),
    bytes: integer('bytes').notNull(),
    /** Of the file as it was handed in, hex. */
    sha256: text('sha256').notNull(),
    strict: boolean('strict').notNull().default(false),
    /** Whether a virus scanner has found it clean; false where none is configured. */
    scanned: boolean('scanned').notNull(),
    sealed: bytea('sealed').notNull(),
    uploadedAt: instant('uploaded_at').notNull().defaultNow(),
  },
  (t) => [
    index('evidence_files_request').on(t.request),
    index('evidence_files_letter').on(t.letter),
    index('evidence_files_report').on(t.report),
    index('evidence_files_loose')
      .on(t.uploadedAt)
      .where(sql`${t.request} IS NULL AND ${t.letter} IS NULL AND ${t.report} IS NULL`),
  ],
);

/** What BKD entered about somebody's leave in a year: before, or outside of, this system. */
export const leaveBalances = pgTable(
  'leave_balances',
  {
    employee: uuid('employee')
      .notNull()
      .references(() => employees.id),
    /** Leave kind of the policy. */
    code: text('code').notNull(),
    year: integer('year').notNull(),
    /** Carried into the year; null where the hub works it out. */
    carriedDays: integer('carried_days'),
    takenDays: integer('taken_days').notNull().default(0),
    reason: text('reason').notNull(),
    by: uuid('by').references(() => users.id),
    at: instant('at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.employee, t.code, t.year] })],
);

/** Who decides in somebody's place, or at the head of an OPD, from one day to another. Exactly one of both is named. */
export const delegations = pgTable(
  'delegations',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    kind: text('kind').$type<'plt' | 'plh' | 'delegate'>().notNull(),
    principal: uuid('principal').references(() => employees.id),
    opd: uuid('opd').references(() => opds.id),
    acting: uuid('acting')
      .notNull()
      .references(() => employees.id),
    from: date('from_day', { mode: 'string' }).notNull(),
    to: date('to_day', { mode: 'string' }).notNull(),
    /** Number of the letter, or the reason. */
    basis: text('basis').notNull(),
    createdBy: uuid('created_by').references(() => users.id),
    createdAt: instant('created_at').notNull().defaultNow(),
    revokedAt: instant('revoked_at'),
    revokedBy: uuid('revoked_by').references(() => users.id),
  },
  (t) => [
    index('delegations_acting').on(t.acting, t.from),
    index('delegations_principal').on(t.principal),
    index('delegations_opd').on(t.opd),
  ],
);
