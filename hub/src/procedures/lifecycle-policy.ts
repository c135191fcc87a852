import { LifecyclePolicy, type ProcedureKind } from '@hadir/shared/api/procedures';
import { eq } from 'drizzle-orm';
import { Compile } from 'typebox/compile';
import type { Database } from '../database/open-database.ts';
import { settings } from '../database/schema.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';

const NAME = 'lifecycle-policy';
const schema = Compile(LifecyclePolicy);

/** @returns the policy in force; before anybody set one, one officer may act alone in everything. */
export async function readLifecyclePolicy(db: Pick<Database['db'], 'select'>): Promise<LifecyclePolicy> {
  const [row] = await db.select({ value: settings.value }).from(settings).where(eq(settings.name, NAME));
  return schema.Check(row?.value) ? row.value : { secondPerson: [] };
}

export async function needsSecondPerson(db: Pick<Database['db'], 'select'>, kind: ProcedureKind): Promise<boolean> {
  return (await readLifecyclePolicy(db)).secondPerson.includes(kind);
}

/** Puts a policy into force, and notes who did it and what it was before. */
export async function writeLifecyclePolicy(tx: Transaction, policy: LifecyclePolicy, by: string): Promise<void> {
  const before = await readLifecyclePolicy(tx);
  await tx
    .insert(settings)
    .values({ name: NAME, value: policy })
    .onConflictDoUpdate({ target: settings.name, set: { value: policy } });
  await writeAudit(tx, by, 'lifecycle-policy-changed', NAME, { before, after: policy });
}
