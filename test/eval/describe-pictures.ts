import { join } from 'node:path';
import { alignFace } from '@hadir/shared/face/align-face';
import { embedFace } from '@hadir/shared/face/embed-face';
import type { FaceModels } from '@hadir/shared/face/load-models';
import { locateLandmarks } from '@hadir/shared/face/locate-landmarks';
import { DOOR_LIMITS, measureQuality } from '@hadir/shared/face/measure-quality';
import { findMainFace } from './find-main-face.ts';
import type { Picture } from './list-people.ts';
import { startProgress } from './progress.ts';
import { readPicture } from './read-picture.ts';

type Step = 'decode' | 'detect' | 'landmarks' | 'align' | 'embed';

export interface DescribedPictures {
  /** For each picture its embedding, or null where no face was found. */
  readonly embeddings: readonly (Float32Array | null)[];
  readonly undetected: readonly { file: string; reason: string }[];
  /** How many of the faces a door would refuse for their quality; they are measured all the same. */
  readonly refusedAtDoor: number;
  /** Mean milliseconds of each step, over the pictures in which a face was found. */
  readonly stepMs: Readonly<Record<Step, number>>;
  /** Mean milliseconds of a picture, from its file to its embedding. */
  readonly msPerImage: number;
}

/** Makes the embedding of every picture by the steps that doors run. */
export async function describePictures(
  models: FaceModels,
  dataset: string,
  pictures: readonly Picture[],
): Promise<DescribedPictures> {
  const embeddings: (Float32Array | null)[] = [];
  const undetected: { file: string; reason: string }[] = [];
  const spent: Record<Step, number> = { decode: 0, detect: 0, landmarks: 0, align: 0, embed: 0 };
  let refusedAtDoor = 0;
  const progress = startProgress('pictures', pictures.length);
  const begun = performance.now();
  for (const { file } of pictures) {
    const marks = [performance.now()];
    const mark = () => marks.push(performance.now());
    const outcome = await describe(models, join(dataset, file), mark);
    if (outcome.kind === 'described') {
      for (const [i, step] of Object.keys(spent).entries()) {
        spent[step as Step] += (marks[i + 1] as number) - (marks[i] as number);
      }
      if (outcome.refusedAtDoor) refusedAtDoor++;
      embeddings.push(outcome.embedding);
    } else {
      undetected.push({ file, reason: outcome.reason });
      embeddings.push(null);
    }
    progress.step(embeddings.length);
  }
  progress.end();
  const described = pictures.length - undetected.length;
  const stepMs = Object.entries(spent).map(([step, ms]) => [step, ms / Math.max(1, described)]);
  return {
    embeddings,
    undetected,
    refusedAtDoor,
    stepMs: Object.fromEntries(stepMs) as Record<Step, number>,
    msPerImage: (performance.now() - begun) / Math.max(1, pictures.length),
  };
}

type PictureOutcome =
  | { kind: 'described'; embedding: Float32Array; refusedAtDoor: boolean }
  | { kind: 'undetected'; reason: string };

/** @param mark is called after each step. */
async function describe(models: FaceModels, path: string, mark: () => void): Promise<PictureOutcome> {
  const decoded = await readPicture(path);
  if (decoded.kind === 'unreadable') return { kind: 'undetected', reason: `unreadable: ${decoded.reason}` };
  mark();
  const { frame } = decoded;
  const face = await findMainFace(models, frame);
  if (face === null) return { kind: 'undetected', reason: 'no face found' };
  mark();
  const landmarks = await locateLandmarks(models, frame, face.box);
  mark();
  const aligned = alignFace(frame, landmarks);
  mark();
  const embedding = await embedFace(models, aligned);
  mark();
  const { problem } = measureQuality(frame, face.box, landmarks, aligned, DOOR_LIMITS);
  return { kind: 'described', embedding, refusedAtDoor: problem !== null };
}
