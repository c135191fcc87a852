import type { PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import { asc, eq, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { policies } from '../database/schema.ts';
import { policyEditions } from '../database/tables/policies.ts';
import { nationalDefaults } from '../rules/policy/default-editions.ts';
import { readEdition } from '../rules/policy/read-edition.ts';
import { writeAudit } from '../users/write-audit.ts';
import { fromOldSchedule } from './from-old-schedule.ts';

/**
 * Gives a hub without any policy those that it ships with, so that the rules in force are always data; what an earlier
 * release stored as the schedule of everybody is carried over. They are marked: an officer has yet to check them.
 */
export async function ensureDefaultPolicies(db: Database['db']): Promise<void> {
  const [existing] = await db.select({ id: policyEditions.id }).from(policyEditions).limit(1);
  if (existing) return;
  await db.transaction(async (tx) => {
    // Two hubs may start at once on a new database.
    await tx.execute(sql`LOCK TABLE ${policyEditions} IN SHARE ROW EXCLUSIVE MODE`);
    const [meanwhile] = await tx.select({ id: policyEditions.id }).from(policyEditions).limit(1);
    if (meanwhile) return;
    const shipped = nationalDefaults();
    const before = await tx
      .select()
      .from(policies)
      .where(eq(policies.kind, 'schedule'))
      .orderBy(asc(policies.effectiveFrom), asc(policies.createdAt));
    const carried = before.flatMap((row) => fromOldSchedule(row, shipped) ?? []).filter(isSound);
    const editions = [
      ...shipped.map((edition) => ({ ...edition, shipped: true })),
      ...carried.map((edition) => ({ ...edition, shipped: false })),
    ];
    await tx.insert(policyEditions).values(
      editions.map((edition, index) => ({
        ...edition,
        state: 'active' as const,
        activation: index + 1,
        revision: index + 1,
        activatedAt: sql`now()`,
      })),
    );
    await writeAudit(tx, null, 'policies-installed', 'policies', {
      shipped: shipped.length,
      carriedOver: carried.map(({ effectiveFrom }) => effectiveFrom),
    });
  });
}

function isSound(edition: PolicyEdition): boolean {
  return readEdition(edition).ok;
}
