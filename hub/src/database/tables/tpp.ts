import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { TppResult } from '../../rules/tpp/tpp-result.ts';
import { bytea, instant } from '../columns.ts';
import { employees, opds, users } from '../schema.ts';

/** A month of an office as it was paid. Its being here is the freeze: nothing takes it away again. */
export const frozenSheets = pgTable(
  'frozen_sheets',
  {
    opd: uuid('opd')
      .notNull()
      .references(() => opds.id),
    /** YYYY-MM. */
    month: text('month').notNull(),
    frozenBy: uuid('frozen_by')
      .notNull()
      .references(() => users.id),
    frozenAt: instant('frozen_at').notNull(),
    /** SHA-256 over the digests of all its people by employee, hex: what the officer saw when he froze it. */
    digest: text('digest').notNull(),
    people: integer('people').notNull(),
    total: bigint('total', { mode: 'number' }).notNull(),
    /** What was not complete and was accepted nevertheless, and why. */
    accepted: jsonb('accepted').$type<{ employee: string; why: string }[]>().notNull(),
    acceptReason: text('accept_reason'),
    /** Editions of policies that were in force, with their documents. */
    policies: jsonb('policies').notNull(),
  },
  (t) => [primaryKey({ columns: [t.opd, t.month] })],
);

/** What one person was paid, with everything that it follows from. Never updated. */
export const frozenResults = pgTable(
  'frozen_results',
  {
    employee: uuid('employee')
      .notNull()
      .references(() => employees.id),
    month: text('month').notNull(),
    opd: uuid('opd')
      .notNull()
      .references(() => opds.id),
    /** Name, NIP, rank and position as they were. */
    person: jsonb('person')
      .$type<{ name: string; nip: string; rank: string | null; position: string | null }>()
      .notNull(),
    result: jsonb('result').$type<TppResult>().notNull(),
    /** The facts as canonical JSON, gzipped; null where the month could not be worked out and that was accepted. */
    facts: bytea('facts'),
    /** SHA-256 of facts and result as canonical JSON, hex. */
    digest: text('digest').notNull(),
    total: bigint('total', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.month, t.employee] }), index('frozen_results_opd').on(t.opd, t.month)],
);

/** An edition of a policy by which something was worked out. */
export interface EditionMark {
  readonly kind: string;
  readonly effectiveFrom: string;
  readonly legalBasis: string;
  readonly sha256: string;
}

/** A frozen month put right: beside what was frozen, by two people. */
export const tppCorrections = pgTable(
  'tpp_corrections',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    employee: uuid('employee')
      .notNull()
      .references(() => employees.id),
    month: text('month').notNull(),
    opd: uuid('opd')
      .notNull()
      .references(() => opds.id),
    state: text('state').$type<'proposed' | 'approved' | 'refused'>().notNull().default('proposed'),
    reason: text('reason').notNull(),
    before: jsonb('before').$type<TppResult>(),
    after: jsonb('after').$type<TppResult>().notNull(),
    facts: bytea('facts').notNull(),
    digest: text('digest').notNull(),
    /** Editions of policies that were in force, without their documents: each with its document's SHA-256, hex. */
    policies: jsonb('policies').$type<EditionMark[]>(),
    /** Rupiah; negative is to be paid back. */
    difference: bigint('difference', { mode: 'number' }).notNull(),
    proposedBy: uuid('proposed_by')
      .notNull()
      .references(() => users.id),
    proposedAt: instant('proposed_at').notNull(),
    decidedBy: uuid('decided_by').references(() => users.id),
    decidedAt: instant('decided_at'),
    note: text('note'),
  },
  (t) => [
    uniqueIndex('tpp_corrections_one_open').on(t.month, t.employee).where(sql`${t.state} = 'proposed'`),
    index('tpp_corrections_opd').on(t.opd, t.month),
    index('tpp_corrections_employee').on(t.employee, t.month),
  ],
);

/** Proven manipulation of attendance: recorded by one person of the Inspektorat, confirmed by another. */
export const manipulationFindings = pgTable(
  'manipulation_findings',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    employee: uuid('employee')
      .notNull()
      .references(() => employees.id),
    month: text('month').notNull(),
    state: text('state').$type<'recorded' | 'confirmed' | 'refused' | 'revoked'>().notNull().default('recorded'),
    summary: text('summary').notNull(),
    /** Journal entries (unit/binding/number) and numbers of documents. */
    evidence: jsonb('evidence').$type<string[]>().notNull(),
    recordedBy: uuid('recorded_by')
      .notNull()
      .references(() => users.id),
    recordedAt: instant('recorded_at').notNull(),
    decidedBy: uuid('decided_by').references(() => users.id),
    decidedAt: instant('decided_at'),
    note: text('note'),
    revokedBy: uuid('revoked_by').references(() => users.id),
    revokedAt: instant('revoked_at'),
    revokeReason: text('revoke_reason'),
  },
  (t) => [index('manipulation_findings_month').on(t.month, t.employee)],
);

/** A morning assembly or a ceremony at which attendance was taken. */
export const assemblies = pgTable(
  'assemblies',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    opd: uuid('opd')
      .notNull()
      .references(() => opds.id),
    day: date('day', { mode: 'string' }).notNull(),
    kind: text('kind').$type<'apel' | 'upacara'>().notNull(),
    name: text('name').notNull(),
    recordedBy: uuid('recorded_by')
      .notNull()
      .references(() => users.id),
    recordedAt: instant('recorded_at').notNull(),
    /** A mistaken one stays readable and counts for nothing. */
    cancelled: boolean('cancelled').notNull().default(false),
  },
  (t) => [index('assemblies_day').on(t.day)],
);

export const assemblyAbsences = pgTable(
  'assembly_absences',
  {
    assembly: uuid('assembly')
      .notNull()
      .references(() => assemblies.id),
    employee: uuid('employee')
      .notNull()
      .references(() => employees.id),
  },
  (t) => [primaryKey({ columns: [t.assembly, t.employee] }), index('assembly_absences_employee').on(t.employee)],
);

/** A draft policy tried on past months. Its answer is kept for a day, so that every hub can show it; no sheet changes. */
export const tppTrials = pgTable('tpp_trials', {
  id: uuid('id').primaryKey().defaultRandom(),
  askedBy: uuid('asked_by')
    .notNull()
    .references(() => users.id),
  askedAt: instant('asked_at').notNull(),
  title: text('title').notNull(),
  edition: jsonb('edition').notNull(),
  months: jsonb('months').$type<string[]>().notNull(),
  opd: uuid('opd').references(() => opds.id),
  state: text('state').$type<'waiting' | 'running' | 'done' | 'cancelled' | 'failed'>().notNull().default('waiting'),
  done: integer('done').notNull().default(0),
  total: integer('total').notNull().default(0),
  /** The hub that works on it says so again and again; one that fell silent has stopped. */
  aliveAt: instant('alive_at').notNull(),
  problem: text('problem'),
  answer: jsonb('answer'),
});

/** The figures of a month that is not settled, as they were last worked out; a list shows them without doing it again. */
export const sheetDrafts = pgTable(
  'sheet_drafts',
  {
    opd: uuid('opd')
      .notNull()
      .references(() => opds.id),
    month: text('month').notNull(),
    people: integer('people').notNull(),
    total: bigint('total', { mode: 'number' }).notNull(),
    /** People with something open. */
    incomplete: integer('incomplete').notNull(),
    workedOutAt: instant('worked_out_at').notNull(),
    /** Of the sheet, as in `frozen_sheets`; null for one worked out before digests were kept. */
    digest: text('digest'),
    /** The sheet's lines as JSON, gzipped: shown at once while a large office is worked out anew. */
    lines: bytea('lines'),
  },
  (t) => [primaryKey({ columns: [t.opd, t.month] })],
);

/** Work on a month's sheets of many offices, one after the other. What is done is with each sheet, so that it goes on. */
export const tppRuns = pgTable(
  'tpp_runs',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    kind: text('kind').$type<'work_out' | 'freeze'>().notNull(),
    month: text('month').notNull(),
    orderedBy: uuid('ordered_by')
      .notNull()
      .references(() => users.id),
    orderedAt: instant('ordered_at').notNull(),
    /** Why what is incomplete is accepted; null where nothing may be. */
    acceptReason: text('accept_reason'),
    state: text('state').$type<'waiting' | 'running' | 'done' | 'cancelled'>().notNull().default('waiting'),
    /** The hub that works on it says so again and again; another takes over from one that fell silent. */
    aliveAt: instant('alive_at'),
  },
  (t) => [
    uniqueIndex('tpp_runs_one_open').on(t.month).where(sql`${t.state} IN ('waiting', 'running')`),
    index('tpp_runs_month').on(t.month, t.orderedAt),
  ],
);

export const tppRunSheets = pgTable(
  'tpp_run_sheets',
  {
    run: uuid('run')
      .notNull()
      .references(() => tppRuns.id),
    opd: uuid('opd')
      .notNull()
      .references(() => opds.id),
    /** Of the sheet that the officer looked at; null where it is only worked out. */
    digest: text('digest'),
    state: text('state').$type<'waiting' | 'done' | 'refused'>().notNull().default('waiting'),
    problem: text('problem'),
  },
  (t) => [primaryKey({ columns: [t.run, t.opd] })],
);
