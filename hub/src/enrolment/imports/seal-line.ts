import { openBytes, sealBytes } from '../../employees/seal-bytes.ts';
import { openCrop, sealCrop } from '../../employees/seal-crop.ts';
import { openTemplate, sealTemplate } from '../../employees/seal-template.ts';
import type { SubmittedPhoto } from '../keep-submission.ts';

interface LineName {
  readonly import: string;
  readonly row: number;
}

interface SealedLine extends LineName {
  readonly employee: string | null;
  readonly model: string | null;
  readonly sealedCrop: Buffer | null;
  readonly sealedTemplate: Buffer | null;
}

export function sealLinePhoto(key: Buffer, line: LineName, photo: Uint8Array): Buffer {
  return sealBytes(key, `import|${nameOf(line)}`, photo);
}

export function openLinePhoto(key: Buffer, line: LineName, sealed: Buffer): Buffer {
  return openBytes(key, `import|${nameOf(line)}`, sealed);
}

/** What is kept of a photo once it was looked at. */
export function sealLineFace(key: Buffer, line: LineName, employee: string, photo: SubmittedPhoto) {
  const { model } = photo;
  return {
    model,
    sealedPhoto: null,
    sealedCrop: sealCrop(key, { crop: nameOf(line), employee }, photo.crop),
    sealedTemplate: sealTemplate(key, { template: nameOf(line), employee, model }, photo.embedding),
  };
}

/** @returns null where nothing is kept. */
export function openLineFace(key: Buffer, line: SealedLine): (SubmittedPhoto & { employee: string }) | null {
  const { employee, model, sealedCrop, sealedTemplate } = line;
  if (employee === null || model === null || sealedCrop === null || sealedTemplate === null) return null;
  return {
    employee,
    model,
    crop: openCrop(key, { crop: nameOf(line), employee }, sealedCrop),
    embedding: openTemplate(key, { template: nameOf(line), employee, model }, sealedTemplate),
  };
}

function nameOf(line: LineName): string {
  return `${line.import}/${line.row}`;
}
