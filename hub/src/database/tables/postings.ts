import { sql } from 'drizzle-orm';
import { bigint, date, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';
import { employees, opds } from '../schema.ts';

/** A part of an OPD: a division, a school, a health centre, a village office. */
export const workUnits = pgTable(
  'work_units',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    opd: uuid('opd')
      .notNull()
      .references(() => opds.id),
    parent: uuid('parent'),
    name: text('name').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('work_units_opd_name').on(t.opd, t.name)],
);

/**
 * Where somebody belongs from one day to another: what his attendance is judged by, whose staff he is and what his TPP
 * is worked out from. `employees.opd` and `employees.position` repeat the posting that holds today.
 */
export const postings = pgTable(
  'postings',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    employee: uuid('employee')
      .notNull()
      .references(() => employees.id),
    /** First day. */
    from: date('from_day', { mode: 'string' }).notNull(),
    /** Last day; null while it goes on. */
    to: date('to_day', { mode: 'string' }),
    opd: uuid('opd')
      .notNull()
      .references(() => opds.id),
    workUnit: uuid('work_unit').references(() => workUnits.id),
    position: text('position'),
    /** Golongan: III/c of a PNS, IX of a PPPK. */
    rank: text('rank'),
    positionKind: text('position_kind').$type<'structural' | 'functional' | 'executive'>(),
    echelon: text('echelon'),
    /** Atasan langsung, where it is not the head of the OPD. */
    superior: uuid('superior').references(() => employees.id),
    /** Base of the TPP, whole rupiah a month. */
    baseTpp: bigint('base_tpp', { mode: 'number' }),
  },
  (t) => [
    uniqueIndex('postings_employee_from').on(t.employee, t.from),
    index('postings_opd').on(t.opd),
    index('postings_superior').on(t.superior).where(sql`${t.superior} IS NOT NULL`),
  ],
);
