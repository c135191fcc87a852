import type { Signatories } from '@hadir/shared/api/reports';
import { eq } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { reportSignatories } from '../database/tables/reports.ts';
import { writeAudit } from '../users/write-audit.ts';
import { NO_SIGNATORIES } from './signature-block.ts';

/** @returns who signs that OPD's reports; empty where nobody was named. */
export async function readSignatories(db: Pick<Database['db'], 'select'>, opd: string): Promise<Signatories> {
  const [row] = await db
    .select({ signatories: reportSignatories.signatories })
    .from(reportSignatories)
    .where(eq(reportSignatories.opd, opd));
  return row?.signatories ?? NO_SIGNATORIES;
}

export async function writeSignatories(
  db: Database['db'],
  by: string,
  opd: string,
  signatories: Signatories,
): Promise<void> {
  await db.transaction(async (tx) => {
    const before = await readSignatories(tx, opd);
    await tx
      .insert(reportSignatories)
      .values({ opd, signatories })
      .onConflictDoUpdate({ target: reportSignatories.opd, set: { signatories, changedAt: new Date() } });
    await writeAudit(tx, by, 'signatories-set', opd, { before, after: signatories });
  });
}
