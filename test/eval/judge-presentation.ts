import { decodeFrame } from '@hadir/shared/face/decode-frame';
import type { Frame } from '@hadir/shared/face/frame';
import { judgeLiveness } from '@hadir/shared/face/judge-liveness';
import type { FaceModels } from '@hadir/shared/face/load-models';
import { readFrames } from '../footage/footage.ts';
import { findMainFace } from './find-main-face.ts';
import { type DoorOutcome, judgeAtDoor } from './judge-at-door.ts';
import type { Presentation } from './list-presentations.ts';
import { readPicture } from './read-picture.ts';

export type Judgement =
  /** `score`: 0 (an attack) .. 1 (a live face), that of the whole track. */
  | {
      readonly kind: 'judged';
      /** By the passive model alone, over the track. */
      readonly live: boolean;
      readonly score: number;
      readonly frames: number;
      /** What a whole door makes of it; null for a still, which cannot move. */
      readonly door: DoorOutcome | null;
    }
  /** No face was found, or the file cannot be read: nothing was accepted and nothing refused. */
  | { readonly kind: 'no-response'; readonly reason: string };

/** Decides by the passive model alone over the frames of one face whether it lives. */
type TrackJudge = (frames: readonly Frame[]) => Promise<Judgement>;

/** Frames of a clip that a door looks at, as many a second as a small board manages; half of them for the model alone. */
const CLIP = { from: 0, seconds: 15, fps: 8 } as const;

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
      door: null,
    };
  };
}

/** Shows a still to the passive model, and a clip to that and to a whole door. */
export async function judgePresentation(
  models: FaceModels,
  passive: TrackJudge,
  { path, kind }: Presentation,
): Promise<Judgement> {
  const frames = kind === 'still' ? await readStill(path) : await readClip(path);
  if (typeof frames === 'string') return { kind: 'no-response', reason: frames };
  if (kind === 'still') return passive(frames);
  const judged = await passive(frames.filter((_, i) => i % 2 === 0));
  if (judged.kind === 'no-response') return judged;
  return { ...judged, door: await judgeAtDoor(models, frames, { fps: CLIP.fps }) };
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
