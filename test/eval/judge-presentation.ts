import { decodeFrame } from '@hadir/shared/face/decode-frame';
import type { Frame } from '@hadir/shared/face/frame';
import { judgeLiveness } from '@hadir/shared/face/judge-liveness';
import type { FaceModels } from '@hadir/shared/face/load-models';
import { readFrames } from '../footage/footage.ts';
import { findMainFace } from './find-main-face.ts';
import type { Presentation } from './list-presentations.ts';
import { readPicture } from './read-picture.ts';

export type Judgement =
  /** `score`: 0 (an attack) .. 1 (a live face), that of the whole track. */
  | { readonly kind: 'judged'; readonly live: boolean; readonly score: number; readonly frames: number }
  /** No face was found, or the file cannot be read: nothing was accepted and nothing refused. */
  | { readonly kind: 'no-response'; readonly reason: string };

/**
 * Decides over the frames of one face whether it lives. Passive judges look at what is there; a judge that asks the person
 * to do something needs recordings of that, and is another implementation of the same.
 */
export type TrackJudge = (frames: readonly Frame[]) => Promise<Judgement>;

/** Frames of a clip that are judged: four a second, for fifteen seconds at most. */
const CLIP = { from: 0, seconds: 15, fps: 4 } as const;

/** @param minLiveness median from which a track lives; `minLiveShare` of its frames must reach it as well. */
export function passiveJudge(
  models: FaceModels,
  { minLiveness, minLiveShare }: { minLiveness: number; minLiveShare: number },
): TrackJudge {
  return async (frames) => {
    const scores: number[] = [];
    for (const frame of frames) {
      const face = await findMainFace(models, frame);
      if (face !== null) scores.push(await judgeLiveness(models, frame, face.box));
    }
    const score = scores.toSorted((a, b) => a - b)[Math.floor(scores.length / 2)];
    if (score === undefined) return { kind: 'no-response', reason: 'no face found' };
    const live = scores.filter((value) => value >= minLiveness).length;
    return {
      kind: 'judged',
      live: score >= minLiveness && live >= scores.length * minLiveShare,
      score,
      frames: scores.length,
    };
  };
}

/** Shows a still or a clip to a judge. A still is a track of one frame. */
export async function judgePresentation(judge: TrackJudge, { path, kind }: Presentation): Promise<Judgement> {
  const frames = kind === 'still' ? await readStill(path) : await readClip(path);
  return typeof frames === 'string' ? { kind: 'no-response', reason: frames } : judge(frames);
}

/** @returns the frame, or why there is none. */
async function readStill(path: string): Promise<Frame[] | string> {
  const decoded = await readPicture(path);
  return decoded.kind === 'decoded' ? [decoded.frame] : `unreadable: ${decoded.reason}`;
}

/** @returns the frames, or why there are none. */
async function readClip(path: string): Promise<Frame[] | string> {
  let jpegs: Buffer[];
  try {
    jpegs = await readFrames(path, CLIP);
  } catch (error) {
    return `unreadable: ${error instanceof Error ? error.message : String(error)}`;
  }
  const decoded = await Promise.all(jpegs.map(decodeFrame));
  const frames = decoded.flatMap((outcome) => (outcome.kind === 'decoded' ? [outcome.frame] : []));
  return frames.length > 0 ? frames : 'unreadable: no frame in it can be decoded';
}
