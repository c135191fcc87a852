import type { Frame } from '@hadir/shared/face/frame';
import type { FaceModels } from '@hadir/shared/face/load-models';
import { observeFace } from '@hadir/shared/face/observe-face';
import { TemplateIndex } from '@hadir/shared/face/template-index';
import type { EmployeeId } from '@hadir/shared/ids';
import { recogniseFaces } from '../../edge/src/recognition/recognise-frame.ts';
import type { Sighting } from '../../edge/src/sighting/sighting.ts';
import { DEFAULT_SIGHTING_POLICY, type SightingPolicy } from '../../edge/src/sighting/sighting-policy.ts';
import { SightingTracker } from '../../edge/src/sighting/sighting-tracker.ts';
import { findMainFace } from './find-main-face.ts';

/** What a door made of somebody who stood before it, or of what was held before it. */
export interface DoorOutcome {
  /** It would have written a punch. */
  readonly accepted: boolean;
  /** Movements that were asked for, and of those met. */
  readonly asked: number;
  readonly met: number;
  /** Since the first frame; null where it was not accepted. */
  readonly acceptedAfterMs: number | null;
  /** It was refused as a presentation attack. */
  readonly refused: boolean;
}

const SELF = '00000000-0000-4000-8000-000000000001' as EmployeeId;

/**
 * Shows frames to the very steps that a unit runs. The face is enrolled from its own picture, so that nothing but its
 * liveness can keep it out: the worst case for an attack. Nobody answers a challenge on purpose.
 */
export async function judgeAtDoor(
  models: FaceModels,
  frames: AsyncIterable<Frame> | Iterable<Frame>,
  { fps, policy = {}, template }: { fps: number; policy?: Partial<SightingPolicy>; template?: Float32Array },
): Promise<DoorOutcome> {
  let enrolled = template;
  let tracker: SightingTracker | null = null;
  let index: TemplateIndex | null = null;
  const sightings: Sighting[] = [];
  let at = 0;
  for await (const frame of frames) {
    at += 1_000 / fps;
    enrolled ??= (await embedMain(models, frame)) ?? undefined;
    if (enrolled === undefined) continue;
    index ??= new TemplateIndex([{ employee: SELF, template: enrolled }]);
    tracker ??= new SightingTracker({ ...DEFAULT_SIGHTING_POLICY, ...policy }, models.calibration);
    const moment = { capturedAt: new Date(at), capturedMonotonicMs: at };
    const seen = await recogniseFaces({ models, index, tracker, wantsEvidence: false }, frame, moment);
    sightings.push(...seen.sightings);
    // What comes after a punch changes nothing any more.
    if (seen.sightings.some(({ kind }) => kind === 'recognised')) break;
  }
  const punch = sightings.find(({ kind }) => kind === 'recognised');
  const challenges = sightings.flatMap((seen) => (seen.kind === 'challenge' ? [seen] : []));
  return {
    accepted: punch !== undefined,
    asked: challenges.filter(({ met }) => !met).length,
    met: challenges.filter(({ met }) => met).length,
    acceptedAfterMs: punch?.capturedMonotonicMs ?? null,
    refused: sightings.some(({ kind }) => kind === 'not-live'),
  };
}

async function embedMain(models: FaceModels, frame: Frame): Promise<Float32Array | null> {
  const face = await findMainFace(models, frame);
  if (face === null) return null;
  const seen = await observeFace(models, frame, face);
  return seen.kind === 'clear' ? seen.embedding : null;
}
