import process from 'node:process';
import { describePhoto, type PhotoOutcome } from '@hadir/shared/face/describe-photo';
import { type FaceModels, loadModels } from '@hadir/shared/face/load-models';

/** The inside of `PhotoProcess`. */
export interface PhotoTask {
  readonly id: number;
  readonly photo: Uint8Array;
}

export type PhotoAnswer =
  | { readonly kind: 'outcome'; readonly id: number; readonly outcome: PhotoOutcome }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };

const [, , folder = ''] = process.argv;
let models: Promise<FaceModels> | undefined;
// Photos are described one at a time, in the order in which they came.
let last: Promise<void> = Promise.resolve();

// Ctrl-C reaches every process of the terminal: the hub decides when this one ends, or is gone itself.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());

process.on('message', (message: PhotoTask | 'stop') => {
  last = last.then(() => (message === 'stop' ? stop() : answer(message)));
});

async function answer({ id, photo }: PhotoTask): Promise<void> {
  try {
    models ??= loadModels({ folder, threads: 1 });
    const outcome = await describePhoto(await models, photo);
    process.send?.({ kind: 'outcome', id, outcome } satisfies PhotoAnswer);
  } catch (error) {
    // A model that could not be loaded is tried again with the next photo: an operator may have put it there meanwhile.
    models = undefined;
    const text = error instanceof Error ? error.message : String(error);
    process.send?.({ kind: 'failed', id, message: text } satisfies PhotoAnswer);
  }
}

async function stop(): Promise<void> {
  const loaded = await models?.catch(() => undefined);
  await loaded?.close();
  process.disconnect();
}
