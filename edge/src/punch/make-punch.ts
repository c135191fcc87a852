import type { EntryBody } from '@hadir/shared/journal/entry';
import type { Recognised } from '../sighting/sighting.ts';

export type PunchBody = Extract<EntryBody, { type: 'punch' }>;

interface PunchContext {
  readonly door: string;
  readonly model: string;
  readonly roster: number;
  readonly evidence?: string;
}

/** @param model id of the embedder. @param roster version of the roster that the face was compared with. */
export function makePunch(seen: Recognised, context: PunchContext): PunchBody {
  return {
    type: 'punch',
    ...context,
    employee: seen.employee,
    seenAt: seen.capturedAt.toISOString(),
    score: round(seen.score),
    secondScore: seen.secondScore === null ? null : round(seen.secondScore),
    threshold: round(seen.threshold),
    liveness: round(seen.liveness),
    frames: seen.frames,
    faceHeight: seen.faceHeight,
    ...(seen.challenge === undefined ? {} : { challenge: seen.challenge }),
  };
}

/** Four places say all there is to say; rounding may leave the cosine of two equal faces above 1 otherwise. */
function round(value: number): number {
  return Math.max(-1, Math.min(1, Math.round(value * 10_000) / 10_000));
}
