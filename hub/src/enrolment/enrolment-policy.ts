import type { EnrolmentPolicy } from '@hadir/shared/api/enrolment';
import { eq } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { settings } from '../database/schema.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';

const NAME = 'enrolment-policy';

/** What holds while nobody has decided otherwise. */
const AT_FIRST: EnrolmentPolicy = {
  keepPhotos: true,
  photoDays: null,
  defaultLegalBasis: 'UU 27/2022 tentang Pelindungan Data Pribadi, Pasal 20 ayat (2) huruf c dan e',
};

export async function readEnrolmentPolicy(db: Pick<Database['db'], 'select'>): Promise<EnrolmentPolicy> {
  const [row] = await db.select({ value: settings.value }).from(settings).where(eq(settings.name, NAME));
  return { ...AT_FIRST, ...(row?.value as Partial<EnrolmentPolicy> | undefined) };
}

export async function writeEnrolmentPolicy(tx: Transaction, policy: EnrolmentPolicy, by: string): Promise<void> {
  const before = await readEnrolmentPolicy(tx);
  await tx
    .insert(settings)
    .values({ name: NAME, value: policy })
    .onConflictDoUpdate({ target: settings.name, set: { value: policy } });
  await writeAudit(tx, by, 'enrolment-policy-changed', NAME, { before, after: policy });
}
