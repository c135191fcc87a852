import { join } from 'node:path';
import { readModelManifest } from '@hadir/shared/face/model-manifest';
import { InferenceSession, Tensor } from 'onnxruntime-node';

export interface BareOnnx {
  /** Runs every model once on input that is ready, and nothing else. @returns the milliseconds of all runs together. */
  runAll(): Promise<number>;
  /** The same without the liveness model: what a descriptor takes. */
  runForDescriptor(): Promise<number>;
}

/** What the models alone cost: the floor of the pipeline, in sessions of its own with the same options. */
export async function openBareOnnx(folder: string): Promise<BareOnnx> {
  const { files } = await readModelManifest();
  const runs = await Promise.all(
    files.map(async ({ role, file, input, outputs }) => {
      const session = await InferenceSession.create(join(folder, file), {
        intraOpNumThreads: 1,
        interOpNumThreads: 1,
        executionMode: 'sequential',
        graphOptimizationLevel: 'all',
      });
      const feeds = { [input.name]: randomTensor(input.shape) };
      const fetches = Object.fromEntries(outputs.map((output) => [output.name, randomTensor(output.shape)]));
      return { role, run: () => session.run(feeds, fetches) };
    }),
  );
  const time = async (chosen: typeof runs): Promise<number> => {
    const start = performance.now();
    for (const { run } of chosen) await run();
    return performance.now() - start;
  };
  const forDescriptor = runs.filter(({ role }) => role !== 'liveness');
  return { runAll: () => time(runs), runForDescriptor: () => time(forDescriptor) };
}

function randomTensor(shape: readonly number[]): Tensor {
  const length = shape.reduce((product, size) => product * size, 1);
  return new Tensor(
    'float32',
    Float32Array.from({ length }, () => Math.random() * 2 - 1),
    shape,
  );
}
