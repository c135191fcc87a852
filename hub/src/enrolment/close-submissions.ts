import { and, eq, inArray } from 'drizzle-orm';
import { enrolmentSubmissionPhotos, enrolmentSubmissions } from '../database/tables/enrolment.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';

/** Refuses whatever waits of one person, and erases its pictures. */
export async function closeSubmissions(
  tx: Transaction,
  { employee, by, reason }: { employee: string; by: string | null; reason: string },
): Promise<void> {
  const closed = await tx
    .update(enrolmentSubmissions)
    .set({ state: 'refused', decidedAt: new Date(), decidedBy: by, reason })
    .where(and(eq(enrolmentSubmissions.employee, employee), eq(enrolmentSubmissions.state, 'waiting')))
    .returning({ id: enrolmentSubmissions.id });
  for (const { id } of closed) await erasePhotos(tx, [id]);
}

/** The rows stay as the record of how many there were. */
export async function erasePhotos(tx: Transaction, submissions: readonly string[]): Promise<void> {
  await tx
    .update(enrolmentSubmissionPhotos)
    .set({ sealedCrop: null, sealedTemplate: null })
    .where(inArray(enrolmentSubmissionPhotos.submission, [...submissions]));
}
