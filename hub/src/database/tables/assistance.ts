import type { AssistanceReason, SecondFactor } from '@hadir/shared/api/assistance';
import { sql } from 'drizzle-orm';
import {
  date,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';
import { employees, opds, users } from '../schema.ts';

/** Who may answer at the doors of an OPD for people whose face they cannot use, and from when to when. */
export const supervisors = pgTable(
  'supervisors',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    employee: uuid('employee')
      .notNull()
      .references(() => employees.id),
    opd: uuid('opd')
      .notNull()
      .references(() => opds.id),
    namedAt: instant('named_at').notNull().defaultNow(),
    namedBy: uuid('named_by').references(() => users.id),
    endedAt: instant('ended_at'),
    endedBy: uuid('ended_by').references(() => users.id),
    endedReason: text('ended_reason'),
    /** PHC string (scrypt); null where he has set none. */
    pin: text('pin'),
    pinSetAt: instant('pin_set_at'),
    /** SHA-256 of the secret in his card, base64url; null where he has no card. */
    card: text('card'),
    cardMadeAt: instant('card_made_at'),
    /** PHC string (scrypt) of the code with which he sets his PIN without an account; null where there is none. */
    code: text('code'),
    codeExpires: instant('code_expires'),
    codeTries: integer('code_tries').notNull().default(0),
  },
  (t) => [
    uniqueIndex('supervisors_one_active').on(t.employee).where(sql`${t.endedAt} IS NULL`),
    index('supervisors_opd').on(t.opd),
  ],
);

/** What the `assisted` entries say, derived in the transaction that stores them. Each has its punch too, until it is refused. */
export const assistedEntries = pgTable(
  'assisted_entries',
  {
    unit: text('unit').notNull(),
    binding: integer('binding').notNull(),
    seq: integer('seq').notNull(),
    door: uuid('door').notNull(),
    employee: uuid('employee').notNull(),
    supervisor: uuid('supervisor').notNull(),
    /** The door's local day. */
    day: date('day', { mode: 'string' }).notNull(),
    seenAt: instant('seen_at').notNull(),
    second: text('second').$type<SecondFactor>().notNull(),
    reason: text('reason').$type<AssistanceReason>().notNull(),
    note: text('note').notNull(),
    /** Of the supervisor's face; null where the camera was broken. */
    score: doublePrecision('score'),
  },
  (t) => [
    primaryKey({ columns: [t.unit, t.binding, t.seq] }),
    index('assisted_entries_seen').on(t.seenAt),
    index('assisted_entries_employee').on(t.employee, t.day),
    index('assisted_entries_supervisor').on(t.supervisor, t.seenAt),
  ],
);

/** What BKD decided about an `assisted` entry, newest last; the entry itself stays as it was signed. */
export const assistanceDecisions = pgTable(
  'assistance_decisions',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    unit: text('unit').notNull(),
    binding: integer('binding').notNull(),
    seq: integer('seq').notNull(),
    decision: text('decision').$type<'refused' | 'restored'>().notNull(),
    reason: text('reason').notNull(),
    by: uuid('by')
      .notNull()
      .references(() => users.id),
    at: instant('at').notNull().defaultNow(),
  },
  (t) => [index('assistance_decisions_entry').on(t.unit, t.binding, t.seq, t.at)],
);

/**
 * The looks at one face that a supervisor took at a door, once they were judged. What of them can be used waits for BKD as
 * a submission; the pictures themselves are gone.
 */
export const doorEnrolments = pgTable(
  'door_enrolments',
  {
    /** The same for all looks of one sitting. */
    session: uuid('session').primaryKey(),
    unit: text('unit').notNull(),
    door: uuid('door').notNull(),
    employee: uuid('employee').notNull(),
    supervisor: uuid('supervisor').notNull(),
    takenAt: instant('taken_at').notNull(),
    judgedAt: instant('judged_at').notNull().defaultNow(),
    looks: integer('looks').notNull(),
    usable: integer('usable').notNull(),
    /** Why looks cannot be used, in words. */
    advice: text('advice').array().notNull(),
    /** Null where nothing can be used. */
    submission: uuid('submission'),
  },
  (t) => [index('door_enrolments_taken').on(t.takenAt)],
);
