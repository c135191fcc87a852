import { randomUUID } from 'node:crypto';
import { enrolmentSubmissionPhotos, enrolmentSubmissions } from '../database/tables/enrolment.ts';
import type { DescribedPhoto } from '../employees/judge-photos.ts';
import { openCrop, sealCrop } from '../employees/seal-crop.ts';
import { openTemplate, sealTemplate } from '../employees/seal-template.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';
import { closeSubmissions } from './close-submissions.ts';

export type SubmittedPhoto = DescribedPhoto & { readonly crop: Uint8Array };

export interface Submission {
  readonly employee: string;
  readonly via: 'link' | 'door';
  readonly link?: string;
  /** The version of the text that the person agreed to. */
  readonly consentText?: number;
  readonly photos: readonly SubmittedPhoto[];
}

/**
 * Puts photos of one person before BKD: a new face is a person's decision. What waited of him before is replaced.
 * @returns the submission's id.
 */
export async function keepSubmission(
  tx: Transaction,
  templateKey: Buffer,
  { employee, via, link, consentText, photos }: Submission,
): Promise<string> {
  await closeSubmissions(tx, { employee, by: null, reason: 'Diganti kiriman yang lebih baru.' });
  const id = randomUUID();
  await tx
    .insert(enrolmentSubmissions)
    .values({ id, employee, via, link: link ?? null, consentText: consentText ?? null });
  await tx.insert(enrolmentSubmissionPhotos).values(
    photos.map(({ embedding, model, crop }, number) => ({
      submission: id,
      number,
      model,
      sealedCrop: sealCrop(templateKey, { crop: `${id}/${number}`, employee }, crop),
      sealedTemplate: sealTemplate(templateKey, { template: `${id}/${number}`, employee, model }, embedding),
    })),
  );
  await writeAudit(tx, null, 'enrolment-submitted', employee, { submission: id, via, photos: photos.length });
  return id;
}

type PhotoRow = typeof enrolmentSubmissionPhotos.$inferSelect;

/** @returns null where it was erased. */
export function openSubmittedPhoto(templateKey: Buffer, employee: string, row: PhotoRow): SubmittedPhoto | null {
  const { submission, number, model, sealedCrop, sealedTemplate } = row;
  if (sealedCrop === null || sealedTemplate === null) return null;
  const name = `${submission}/${number}`;
  return {
    model,
    embedding: openTemplate(templateKey, { template: name, employee, model }, sealedTemplate),
    crop: openCrop(templateKey, { crop: name, employee }, sealedCrop),
  };
}
