import type { SanctionStep } from '@hadir/shared/api/policies/discipline-policy';
import { sql } from 'drizzle-orm';
import { bigserial, boolean, date, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { CaseGround } from '../../rules/discipline/plan-cases.ts';
import { bytea, instant } from '../columns.ts';
import { employees, opds, users } from '../schema.ts';

/** A file on one person: the national ladder, the region's own chain of warnings, or a superior who does nothing. */
export const disciplineCases = pgTable(
  'discipline_cases',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    kind: text('kind').$type<'sanction' | 'chain' | 'superior'>().notNull(),
    employee: uuid('employee')
      .notNull()
      .references(() => employees.id),
    opd: uuid('opd')
      .notNull()
      .references(() => opds.id),
    year: integer('year').notNull(),
    /** First day of the run (chain), the case neglected (superior); empty for the ladder. */
    subject: text('subject').notNull().default(''),
    state: text('state')
      .$type<'proposed' | 'open' | 'decided' | 'delivered' | 'revoked' | 'rejected' | 'merged' | 'closed'>()
      .notNull()
      .default('proposed'),
    /** Since when the days on which it rests no longer carry it; the file stays, for a person to close. */
    groundlessSince: date('groundless_since', { mode: 'string' }),
    /** What is proposed; null where no ladder is set. */
    step: jsonb('step').$type<SanctionStep>(),
    ground: jsonb('ground').$type<CaseGround>().notNull(),
    mergedInto: uuid('merged_into'),
    proposedOn: date('proposed_on', { mode: 'string' }).notNull(),
    /** The day from which steps and deadlines run. */
    openedOn: date('opened_on', { mode: 'string' }),
    /** What the competent official decided; null with `decided`: not proven, no sanction. */
    decision: jsonb('decision').$type<{
      step: SanctionStep | null;
      number: string;
      official: string;
      on: string;
      deliveredOn: string | null;
      inForceFrom: string | null;
      fromMonth: string | null;
      /** By which he took it back. */
      revoked?: { number: string; official: string; on: string };
    }>(),
    /** The case of the superior who did nothing about this one. */
    hasSuperiorCase: boolean('has_superior_case').notNull().default(false),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    index('discipline_cases_employee').on(t.employee, t.year),
    index('discipline_cases_state').on(t.state),
    uniqueIndex('discipline_cases_one_per_run').on(t.kind, t.employee, t.subject).where(sql`${t.kind} <> 'sanction'`),
    uniqueIndex('discipline_cases_one_proposal')
      .on(t.employee, t.year)
      .where(sql`${t.kind} = 'sanction' AND ${t.state} = 'proposed'`),
  ],
);

/** Everything that happened to a case, in order. Append-only. */
export const disciplineEvents = pgTable(
  'discipline_events',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** The order in which they were written: several may share an instant. */
    number: bigserial('number', { mode: 'number' }).notNull(),
    case: uuid('case')
      .notNull()
      .references(() => disciplineCases.id),
    at: instant('at').notNull(),
    /** Null where the rules did it. */
    by: uuid('by').references(() => users.id),
    kind: text('kind')
      .$type<
        | 'proposed'
        | 'changed'
        | 'groundless'
        | 'grounded'
        | 'accepted'
        | 'rejected'
        | 'merged'
        | 'step'
        | 'skipped'
        | 'warned'
        | 'clarified'
        | 'letter'
        | 'acted'
        | 'reported'
        | 'decided'
        | 'delivered'
        | 'revoked'
        | 'withdrawn'
        | 'closed'
        | 'note'
      >()
      .notNull(),
    /** Code of the procedure's step. */
    step: text('step'),
    /** The local day on which it happened. */
    on: date('on_day', { mode: 'string' }).notNull(),
    note: text('note'),
  },
  (t) => [index('discipline_events_case').on(t.case, t.number)],
);

/** A letter as it went out: its data and its pages stay as they were. */
export const disciplineLetters = pgTable(
  'discipline_letters',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    case: uuid('case')
      .notNull()
      .references(() => disciplineCases.id),
    kind: text('kind').$type<'teguran' | 'panggilan_1' | 'panggilan_2' | 'surat_opd'>().notNull(),
    number: text('number').notNull().unique(),
    on: date('on_day', { mode: 'string' }).notNull(),
    content: jsonb('content').notNull(),
    pdf: bytea('pdf').notNull(),
    /** SHA-256 of the PDF, hex. */
    digest: text('digest').notNull(),
    madeBy: uuid('made_by')
      .notNull()
      .references(() => users.id),
    madeAt: instant('made_at').notNull(),
    /** From then on nothing follows from it; it stays as it was. */
    withdrawnAt: instant('withdrawn_at'),
    withdrawnBy: uuid('withdrawn_by').references(() => users.id),
  },
  (t) => [index('discipline_letters_case').on(t.case)],
);
