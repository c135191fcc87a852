/** A photo whose one face was described. */
export interface DescribedPhoto {
  readonly embedding: Float32Array;
  readonly model: string;
}

/** Cosine of two vectors of length one. */
export function similarity(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/**
 * Says for each photo whether it shows the same person as the others. With faces enrolled before, each photo is held
 * against them. Without, the photo that agrees with most others leads; where no two agree, none can be trusted.
 */
export function agreeing(
  photos: readonly DescribedPhoto[],
  enrolled: readonly DescribedPhoto[],
  threshold: number,
): boolean[] {
  const same = (a: DescribedPhoto, b: DescribedPhoto) =>
    a.model === b.model && similarity(a.embedding, b.embedding) >= threshold;
  const [model] = photos.map((photo) => photo.model);
  const known = enrolled.filter((template) => template.model === model);
  if (known.length > 0) return photos.map((photo) => known.some((template) => same(photo, template)));
  if (photos.length < 2) return photos.map(() => true);
  const votes = photos.map((photo) => photos.filter((other) => other !== photo && same(photo, other)).length);
  const most = Math.max(...votes);
  const leader = photos[votes.indexOf(most)];
  return photos.map((photo) => most > 0 && leader !== undefined && (photo === leader || same(photo, leader)));
}
