import type { PolicyKind } from '@hadir/shared/api/policies/policy-edition';
import { sql } from 'drizzle-orm';
import { bigint, boolean, date, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';
import { users } from '../schema.ts';

/**
 * A regulation as data. Only a draft is ever changed; what was in force stays as it was, and what comes later stands
 * beside it.
 */
export const policyEditions = pgTable(
  'policy_editions',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    kind: text('kind').$type<PolicyKind>().notNull(),
    effectiveFrom: date('effective_from', { mode: 'string' }).notNull(),
    effectiveTo: date('effective_to', { mode: 'string' }),
    legalBasis: text('legal_basis').notNull(),
    note: text('note').notNull().default(''),
    document: jsonb('document').notNull(),
    state: text('state').$type<'draft' | 'proposed' | 'active' | 'withdrawn'>().notNull().default('draft'),
    /** Came with the product: an officer has yet to compare it with the regulation. */
    shipped: boolean('shipped').notNull().default(false),
    /** The edition that it was begun from. */
    follows: uuid('follows'),
    /** In which order editions were activated: of two with the same first day the later decides. */
    activation: bigint('activation', { mode: 'number' }),
    /** Of its activation or withdrawal, whichever came last; the highest of all names what is in force everywhere. */
    revision: bigint('revision', { mode: 'number' }),
    createdAt: instant('created_at').notNull().defaultNow(),
    createdBy: uuid('created_by').references(() => users.id),
    changedAt: instant('changed_at').notNull().defaultNow(),
    proposedAt: instant('proposed_at'),
    proposedBy: uuid('proposed_by').references(() => users.id),
    activatedAt: instant('activated_at'),
    activatedBy: uuid('activated_by').references(() => users.id),
    /** An officer wants it out of force; a second one has yet to agree. */
    withdrawalAskedAt: instant('withdrawal_asked_at'),
    withdrawalAskedBy: uuid('withdrawal_asked_by').references(() => users.id),
    withdrawalAskedReason: text('withdrawal_asked_reason'),
    withdrawnAt: instant('withdrawn_at'),
    withdrawnBy: uuid('withdrawn_by').references(() => users.id),
    withdrawnReason: text('withdrawn_reason'),
  },
  (t) => [
    uniqueIndex('policy_editions_revision').on(t.revision),
    index('policy_editions_kind').on(t.kind, t.effectiveFrom),
    index('policy_editions_waiting').on(t.proposedAt).where(sql`${t.state} = 'proposed'`),
  ],
);
