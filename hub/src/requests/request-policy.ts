import { RequestPolicy } from '@hadir/shared/api/request-policy';
import { eq, sql } from 'drizzle-orm';
import { Compile } from 'typebox/compile';
import type { Database } from '../database/open-database.ts';
import { settings } from '../database/schema.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';

const NAME = 'request-policy';
const schema = Compile(RequestPolicy);
const UNSET = 'Belum ditetapkan: isi nomor Perkada daerah';

/** No regulation at hand sets these figures: they are what a region begins with and changes. */
const DEFAULTS: RequestPolicy = {
  corrections: {
    forgotten: rule(3, 'optional'),
    manual: rule(5, 'optional'),
    forgive: rule(3, 'optional'),
    void: rule(5, 'optional'),
    objection: rule(5, 'optional'),
  },
  lateAfterDays: 3,
  superiorSuffices: [],
  files: { megabytes: 5, count: 5 },
  recordsFromYear: null,
};

function rule(count: number, evidence: 'optional'): RequestPolicy['corrections']['forgotten'] {
  return { within: { count, unit: 'working_days' }, perMonth: null, evidence, legalBasis: UNSET };
}

export async function readRequestPolicy(db: Pick<Database['db'], 'select'>): Promise<RequestPolicy> {
  const [row] = await db.select({ value: settings.value }).from(settings).where(eq(settings.name, NAME));
  return schema.Check(row?.value) ? row.value : DEFAULTS;
}

/** Puts a policy into force, and notes who did it and what it was before. */
export async function writeRequestPolicy(tx: Transaction, policy: RequestPolicy, by: string): Promise<void> {
  const before = await readRequestPolicy(tx);
  await tx
    .insert(settings)
    .values({ name: NAME, value: policy })
    .onConflictDoUpdate({ target: settings.name, set: { value: policy } });
  await writeAudit(tx, by, 'request-policy-changed', NAME, { before, after: policy });
}

/** @returns the first year of which all leave is recorded here. */
export async function recordsFrom(db: Pick<Database['db'], 'execute'>, policy: RequestPolicy, year: number) {
  if (policy.recordsFromYear !== null) return policy.recordsFromYear;
  const [row] = await db.execute<{ year: number | null }>(
    sql`SELECT extract(year FROM min(created_at))::int AS year FROM requests`,
  );
  return row?.year ?? year;
}
