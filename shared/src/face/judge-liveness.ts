import type { Box } from './box.ts';
import { fillTensor } from './fill-tensor.ts';
import type { Frame } from './frame.ts';
import type { FaceModels } from './load-models.ts';
import { cropMap, warpFrame } from './warp-frame.ts';

/** The model looks at a face with its surroundings, where the edges of a screen or a print show. */
const SCALE = 2.7;

/**
 * Passive liveness of one still: 0 (a recapture) .. 1 (a live face). It catches moiré, blur and glare, not a clean print:
 * judge a face over the frames of its track, never on one.
 * Source: minivision-ai, Silent-Face-Anti-Spoofing (MiniFASNet), `CropImage` and its three classes.
 */
export function judgeLiveness(models: Pick<FaceModels, 'liveness'>, frame: Frame, box: Box): Promise<number> {
  const { input } = models.liveness.spec;
  const [, , height, width] = input.shape as [number, number, number, number];
  const scale = Math.min(SCALE, frame.width / box.width, frame.height / box.height);
  const cropWidth = box.width * scale;
  const cropHeight = box.height * scale;
  const left = moveInside(box.x + (box.width - cropWidth) / 2, cropWidth, frame.width);
  const top = moveInside(box.y + (box.height - cropHeight) / 2, cropHeight, frame.height);
  const map = cropMap(left, top, cropWidth, cropHeight, width, height);
  return models.liveness.run(
    (tensor) => fillTensor(warpFrame(frame, map, width, height), input, tensor),
    (logits) => firstOfSoftmax(logits as Float32Array),
  );
}

function moveInside(start: number, length: number, end: number): number {
  return Math.max(0, Math.min(start, end - length));
}

function firstOfSoftmax(logits: Float32Array): number {
  const first = logits[0] as number;
  return 1 / logits.reduce((sum, logit) => sum + Math.exp(logit - first), 0);
}
