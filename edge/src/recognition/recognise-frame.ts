import type { Box } from '@hadir/shared/face/box';
import { decodeFrame } from '@hadir/shared/face/decode-frame';
import { type Detection, detectFaces } from '@hadir/shared/face/detect-faces';
import { findStraightEdges } from '@hadir/shared/face/find-straight-edges';
import type { Frame } from '@hadir/shared/face/frame';
import type { FaceModels } from '@hadir/shared/face/load-models';
import { measureEyes } from '@hadir/shared/face/measure-eyes';
import { measureLight } from '@hadir/shared/face/measure-light';
import { type ClearObservation, observeFace } from '@hadir/shared/face/observe-face';
import type { TemplateIndex } from '@hadir/shared/face/template-index';
import { measureColour } from '../camera/measure-colour.ts';
import type { LookSigns } from '../liveness/look-signs.ts';
import { cropEvidence } from '../pictures/crop-evidence.ts';
import type { Look, Moment, Sighting } from '../sighting/sighting.ts';
import type { SightingTracker } from '../sighting/sighting-tracker.ts';
import type { FaceInView, FrameOutcome } from './messages.ts';

/** More faces than this are not looked at in one frame: the nearest ones come first, the others in frames to come. */
const MOST_FACES = 6;

/** A face that fills more of the picture's height than this leaves no room for what may frame it. */
const MOST_OF_THE_VIEW = 0.75;

interface FrameSteps {
  readonly models: FaceModels;
  readonly index: TemplateIndex;
  readonly tracker: SightingTracker;
  readonly wantsEvidence: boolean;
}

type Seen = Pick<FrameOutcome, 'faces' | 'sightings' | 'colour' | 'light' | 'evidence'>;

/** The way of one frame: frame → face → track → live? → template → match. @returns null where it cannot be decoded. */
export async function recogniseFrame(steps: FrameSteps, jpeg: Uint8Array, moment: Moment): Promise<Seen | null> {
  const decoded = await decodeFrame(jpeg);
  return decoded.kind === 'decoded' ? recogniseFaces(steps, decoded.frame, moment) : null;
}

/** The same from the decoded frame on. */
export async function recogniseFaces(
  { models, index, tracker, wantsEvidence }: FrameSteps,
  frame: Frame,
  moment: Moment,
): Promise<Seen> {
  const faces = nearest(await detectFaces(models, frame));
  const followed = tracker.follow(
    faces.map((face) => face.box),
    moment.capturedMonotonicMs,
  );
  const lookAt = async (face: Detection, track: number): Promise<Look> => {
    const seen = await observeFace(models, frame, face);
    if (seen.kind === 'poor') return { kind: 'poor', problem: seen.quality.problem };
    const { embedding, liveness, box } = seen;
    const signs = readSigns(tracker, track, seen, frame, moment);
    return {
      kind: 'clear',
      embedding,
      ...index.search(tracker.fuse(track, embedding)),
      liveness,
      faceHeight: box.height,
      signs,
    };
  };
  const sightings: Sighting[] = [];
  const evidence: { track: number; jpeg: Uint8Array }[] = [];
  for (const [i, face] of faces.entries()) {
    const { track, wantsLook } = followed[i] as (typeof followed)[number];
    if (!wantsLook) continue;
    const sighting = tracker.look(track, await lookAt(face, track), moment);
    if (sighting === null) continue;
    sightings.push(sighting);
    if (wantsEvidence && sighting.kind === 'recognised')
      evidence.push({ track, jpeg: await cropEvidence(frame, face.box) });
  }
  const inView = faces.map(({ box }, i) => placeFace(frame, box, (followed[i] as (typeof followed)[number]).track));
  return {
    faces: inView,
    sightings,
    light: measureLight(frame),
    colour: measureColour(frame, faces[0]?.box),
    evidence,
  };
}

function readSigns(
  tracker: SightingTracker,
  track: number,
  { patch, landmarks, box, quality }: ClearObservation,
  frame: Frame,
  { capturedMonotonicMs }: Moment,
): LookSigns {
  const showsSurroundings = box.height <= frame.height * MOST_OF_THE_VIEW;
  return {
    reliefs: tracker.compare(track, patch, capturedMonotonicMs),
    edges: showsSurroundings && tracker.wantsEdges(track, capturedMonotonicMs) ? findStraightEdges(frame, box) : null,
    box,
    landmarks,
    yaw: quality.pose.yaw,
    eyes: measureEyes(landmarks),
  };
}

function nearest(faces: readonly Detection[]): Detection[] {
  return faces.toSorted((a, b) => b.box.height - a.box.height).slice(0, MOST_FACES);
}

function placeFace({ width, height }: Frame, box: Box, track: number): FaceInView {
  return { track, x: box.x / width, y: box.y / height, width: box.width / width, height: box.height / height };
}
