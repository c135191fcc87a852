import type { Box } from './box.ts';
import { fillTensor } from './fill-tensor.ts';
import type { Frame } from './frame.ts';
import type { FaceModels } from './load-models.ts';
import { resizeCrop } from './resize-crop.ts';

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
  const crop = cutToFrame(enlarge(box, SCALE), frame);
  return models.liveness.run(
    (tensor) => fillTensor(resizeCrop(frame, crop, width, height), input, tensor),
    (logits) => firstOfSoftmax(logits as Float32Array),
  );
}

function enlarge(box: Box, scale: number): Box {
  const width = box.width * scale;
  const height = box.height * scale;
  return { x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height };
}

/** Edge by edge: moving the crop instead, to keep its proportions, scores live faces near the frame's edge much lower. */
function cutToFrame(crop: Box, frame: Frame): Box {
  const x = Math.max(0, crop.x);
  const y = Math.max(0, crop.y);
  const width = Math.min(frame.width, crop.x + crop.width) - x;
  const height = Math.min(frame.height, crop.y + crop.height) - y;
  return { x, y, width, height };
}

function firstOfSoftmax(logits: Float32Array): number {
  const first = logits[0] as number;
  return 1 / logits.reduce((sum, logit) => sum + Math.exp(logit - first), 0);
}
