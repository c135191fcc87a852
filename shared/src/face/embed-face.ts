import type { AlignedFace } from './align-face.ts';
import { fillTensor } from './fill-tensor.ts';
import type { FaceModels } from './load-models.ts';

/** Turns an aligned face into its embedding: 512 numbers of length one, to be compared by their dot product. */
export function embedFace(models: Pick<FaceModels, 'embedder'>, face: AlignedFace): Promise<Float32Array> {
  const { embedder } = models;
  return embedder.run(
    (tensor) => fillTensor(face, embedder.spec.input, tensor),
    (raw) => normalise(raw as Float32Array),
  );
}

function normalise(raw: Float32Array): Float32Array {
  const length = Math.hypot(...raw);
  return raw.map((value) => value / length);
}
