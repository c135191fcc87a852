import type { Box } from './box.ts';
import { fillTensor } from './fill-tensor.ts';
import type { Frame } from './frame.ts';
import type { FaceModels } from './load-models.ts';
import { resizeCrop } from './resize-crop.ts';

/** 68 points × [x, y] in the frame's pixels, one after the other, in the order of iBUG 300-W. */
export type Landmarks = Float32Array;

/** Finds the 68 points of the face in a box. */
export function locateLandmarks(models: Pick<FaceModels, 'landmarks'>, frame: Frame, box: Box): Promise<Landmarks> {
  const { input } = models.landmarks.spec;
  const [, , height, width] = input.shape as [number, number, number, number];
  const side = box.height;
  const crop = { x: box.x + (box.width - side) / 2, y: box.y, width: side, height: side };
  return models.landmarks.run(
    (tensor) => fillTensor(resizeCrop(frame, crop, width, height), input, tensor),
    (points) => (points as Float32Array).map((value, i) => value * side + (i % 2 === 0 ? crop.x : crop.y)),
  );
}
