import { InferenceSession, Tensor } from 'onnxruntime-node';
import { FaceModelError } from './face-model-error.ts';
import type { ModelSpec } from './model-manifest.ts';

/**
 * One ONNX model with its input and output memory, taken once and used for every run. Runs of one model queue behind
 * each other, because they share that memory: a reader must copy what it wants to keep.
 */
export class OnnxModel {
  readonly spec: ModelSpec;
  readonly #session: InferenceSession;
  readonly #input: Float32Array;
  readonly #feeds: Record<string, Tensor>;
  readonly #fetches: Record<string, Tensor>;
  readonly #outputs: readonly Float32Array[];
  #last: Promise<unknown> = Promise.resolve();

  constructor(spec: ModelSpec, session: InferenceSession) {
    this.spec = spec;
    this.#session = session;
    this.#input = new Float32Array(elements(spec.input.shape));
    this.#feeds = { [spec.input.name]: new Tensor('float32', this.#input, spec.input.shape) };
    const outputs = spec.outputs.map((output) => ({ ...output, data: new Float32Array(elements(output.shape)) }));
    this.#outputs = outputs.map((output) => output.data);
    this.#fetches = Object.fromEntries(outputs.map((o) => [o.name, new Tensor('float32', o.data, o.shape)]));
  }

  /**
   * @param fill writes the input tensor; it still holds what the run before left there.
   * @param read takes what it needs out of the output tensors, in the manifest's order, before it returns.
   */
  run<Result>(
    fill: (input: Float32Array) => void,
    read: (...outputs: readonly Float32Array[]) => Result,
  ): Promise<Result> {
    const result = this.#last.then(async () => {
      fill(this.#input);
      await this.#session.run(this.#feeds, this.#fetches);
      return read(...this.#outputs);
    });
    this.#last = result.catch(() => undefined);
    return result;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#session.release();
  }
}

/**
 * Opens a model file and makes sure that it takes and gives what the manifest says.
 * @throws FaceModelError `model-unreadable` or `model-differs`.
 */
export async function openOnnxModel(spec: ModelSpec, path: string, threads: number): Promise<OnnxModel> {
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(path, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
    });
  } catch (cause) {
    throw new FaceModelError(
      'model-unreadable',
      `The model file ${path} cannot be opened. Run "npm run postinstall" to fetch it again.`,
      cause,
    );
  }
  const expected = [spec.input, ...spec.outputs].map(({ name, shape }) => `${name} ${shape.join('×')}`);
  const found = [...session.inputMetadata, ...session.outputMetadata].map((tensor) =>
    tensor.isTensor ? `${tensor.name} ${tensor.shape.join('×')}` : tensor.name,
  );
  if (expected.join() !== found.join()) {
    await session.release();
    throw new FaceModelError(
      'model-differs',
      `The model file ${path} has the tensors [${found.join(', ')}], but the manifest says [${expected.join(', ')}].`,
    );
  }
  return new OnnxModel(spec, session);
}

function elements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
