import process from 'node:process';
import { describePhoto } from '@hadir/shared/face/describe-photo';
import { type FaceModels, loadModels } from '@hadir/shared/face/load-models';
import type { JudgedPhoto } from '../http/api-dependencies.ts';
import { cutFace } from './cut-face.ts';

/** The inside of `PhotoProcess`. */
export interface PhotoTask {
  readonly id: number;
  readonly photo: Uint8Array;
  /** Id of a superseded embedder; undefined for the one in use. */
  readonly model: string | undefined;
}

export type PhotoAnswer =
  | { readonly kind: 'outcome'; readonly id: number; readonly outcome: JudgedPhoto }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };

const [, , folder = '', manifestPath] = process.argv;
/** By the embedder's id; undefined is the one in use. */
const models = new Map<string | undefined, Promise<FaceModels>>();
// Photos are described one at a time, in the order in which they came.
let last: Promise<void> = Promise.resolve();

// Ctrl-C reaches every process of the terminal: the hub decides when this one ends, or is gone itself.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());

process.on('message', (message: PhotoTask | 'stop') => {
  last = last.then(() => (message === 'stop' ? stop() : answer(message)));
});

async function answer({ id, photo, model }: PhotoTask): Promise<void> {
  try {
    const outcome = await judge(photo, model);
    process.send?.({ kind: 'outcome', id, outcome } satisfies PhotoAnswer);
  } catch (error) {
    // A model that could not be loaded is tried again with the next photo: an operator may have put it there meanwhile.
    models.delete(model);
    const text = error instanceof Error ? error.message : String(error);
    process.send?.({ kind: 'failed', id, message: text } satisfies PhotoAnswer);
  }
}

async function judge(photo: Uint8Array, model: string | undefined): Promise<JudgedPhoto> {
  const loaded = models.get(model) ?? loadModels({ folder, threads: 1, manifestPath, embedder: model });
  models.set(model, loaded);
  const outcome = await describePhoto(await loaded, photo);
  if (outcome.kind !== 'described') return outcome;
  const crop = await cutFace(photo, outcome.box);
  return crop === null ? { kind: 'unreadable', reason: 'decoded once, and not again' } : { ...outcome, crop };
}

async function stop(): Promise<void> {
  for (const loading of models.values()) await (await loading.catch(() => undefined))?.close();
  process.disconnect();
}
