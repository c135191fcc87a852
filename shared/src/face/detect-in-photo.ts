import { type Detection, detectFaces } from './detect-faces.ts';
import type { Frame } from './frame.ts';
import type { FaceModels } from './load-models.ts';
import { padFrame } from './pad-frame.ts';

/** The margins that are tried around a tight crop, as shares of its longer side. */
const MARGINS = [0.25, 0.5, 1] as const;
/** A face higher than this share of its picture is a tight crop. */
const TIGHT = 0.5;

/**
 * Finds faces in a photo, which may be cut close to the face. The detector expects surroundings: in a tight crop it finds
 * nothing, or a part of the face, and the template would be of that part. Such a photo is looked at with a grey margin.
 * Measured on 40 crops from which another tenth was cut on each side: without a margin 3 faces are missed and the lowest
 * cosine of one person is −0.05; with it none is and the lowest is 0.29.
 * @returns faces in the pixels of the photo, best score first.
 */
export async function detectInPhoto(models: Pick<FaceModels, 'detector'>, photo: Frame): Promise<Detection[]> {
  const plain = await detectFaces(models, photo);
  const highest = Math.max(...plain.map(({ box }) => box.height));
  if (plain.length > 0 && highest <= TIGHT * Math.min(photo.width, photo.height)) return plain;
  for (const share of MARGINS) {
    const margin = Math.round(share * Math.max(photo.width, photo.height));
    const found = await detectFaces(models, padFrame(photo, margin));
    if (found.length > 0) {
      return found.map(({ box, score }) => ({ box: { ...box, x: box.x - margin, y: box.y - margin }, score }));
    }
  }
  return plain;
}
