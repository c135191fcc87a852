import type { Box } from '@hadir/shared/face/box';
import { matchThreshold } from '@hadir/shared/face/match-threshold';
import type { MatchCalibration } from '@hadir/shared/face/model-manifest';
import { nameMatch } from '@hadir/shared/face/name-match';
import { associateBoxes } from './associate-boxes.ts';
import { CoolDown } from './cool-down.ts';
import { decideLooks } from './decide-looks.ts';
import { FaceTrack } from './face-track.ts';
import type { ClearLook, Look, Moment, Sighting } from './sighting.ts';
import type { SightingPolicy } from './sighting-policy.ts';

export interface FollowedFace {
  readonly track: number;
  /** Whether the face steps should look at this face in this frame. */
  readonly wantsLook: boolean;
}

/**
 * Follows faces over frames and decides what each of them is. Pure: it is told what was seen and when, and answers.
 * For every frame, `follow` comes first and then `look` for each face that wants it.
 */
export class SightingTracker {
  #policy: SightingPolicy;
  readonly #calibration: MatchCalibration;
  readonly #coolDown: CoolDown;
  #rosterSize = 0;
  #tracks: FaceTrack[] = [];
  #lastId = 0;
  #threshold: number;

  constructor(policy: SightingPolicy, calibration: MatchCalibration) {
    this.#policy = policy;
    this.#calibration = calibration;
    this.#coolDown = new CoolDown(policy);
    this.#threshold = this.#thresholdFor(policy);
  }

  /** What is asked of a face from the next look on; what was judged by less or more decides nothing any more. */
  usePolicy(policy: SightingPolicy): void {
    this.#policy = policy;
    this.#coolDown.usePeriods(policy);
    this.#threshold = this.#thresholdFor(policy);
    this.#reopen();
  }

  /** Another roster is in force: what was seen against the one before decides nothing any more. @param size templates in it */
  useRoster(size: number): void {
    this.#rosterSize = size;
    this.#threshold = this.#thresholdFor(this.#policy);
    this.#reopen();
  }

  /** @returns for each box of this frame, in order, the track that it belongs to. */
  follow(boxes: readonly Box[], at: number): FollowedFace[] {
    this.#tracks = this.#tracks.filter((track) => at - track.seenAt <= this.#policy.lostAfterMs);
    const known = this.#tracks.map((track) => track.box);
    const places = associateBoxes(known, boxes, this.#policy.minOverlap);
    return places.map((place, i) => {
      const box = boxes[i] as Box;
      const track = place === null ? this.#begin(box, at) : (this.#tracks[place] as FaceTrack);
      track.box = box;
      track.seenAt = at;
      return { track: track.id, wantsLook: track.wantsLook(at) };
    });
  }

  /** @returns what to compare with the roster for a look at this track: the look itself, and what the ones before it saw. */
  fuse(id: number, embedding: Float32Array): Float32Array {
    return this.#tracks.find((track) => track.id === id)?.fuse(embedding) ?? embedding;
  }

  /** Adds one look at a face. @returns what the face turned out to be, when this look decided it. */
  look(id: number, look: Look, moment: Moment): Sighting | null {
    const track = this.#tracks.find((candidate) => candidate.id === id);
    if (track === undefined) return null;
    track.lookedAt = moment.capturedMonotonicMs;
    if (look.kind === 'poor') {
      const reason = track.addPoor(look.problem);
      return reason === null ? null : { kind: 'poor-quality', track: id, reason, ...stamp(moment) };
    }
    const added = track.addClear(look);
    if (added === 'switched') this.#replace(track, look, moment);
    return added === 'added' ? this.#decide(track, look, moment) : null;
  }

  #decide(track: FaceTrack, look: ClearLook, moment: Moment): Sighting | null {
    const now = moment.capturedMonotonicMs;
    const { state } = track;
    if (state.kind === 'not-live') return null;
    if (state.kind === 'recognised') {
      if (nameMatch(look, this.#threshold, this.#policy.margin) !== state.employee) return null;
      if (this.#coolDown.isOver(state.employee, now)) track.reopen();
      else this.#coolDown.see(state.employee, now);
      return null;
    }
    const verdict = decideLooks(track.looks, track.total, this.#threshold, this.#policy);
    const seen = { track: track.id, ...stamp(moment) };
    switch (verdict.kind) {
      case 'undecided':
        return null;
      case 'unknown':
        if (state.kind === 'unknown') return null;
        track.state = { kind: 'unknown' };
        return { kind: 'unknown', ...seen };
      case 'not-live':
        // It stays so while the face is in view: a picture must not pass by being shown for long enough.
        track.state = { kind: 'not-live' };
        return { kind: 'not-live', liveness: verdict.liveness, ...seen };
      case 'recognised': {
        const { employee, score, liveness } = verdict;
        const threshold = this.#threshold;
        track.state = { kind: 'recognised', employee };
        if (this.#coolDown.admit(employee, now)) return { ...verdict, threshold, ...seen };
        return { kind: 'seen-again', employee, score, threshold, liveness, ...seen };
      }
    }
  }

  #thresholdFor({ minScore }: SightingPolicy): number {
    return Math.max(minScore, matchThreshold(this.#calibration, this.#rosterSize));
  }

  #reopen(): void {
    for (const track of this.#tracks) if (track.state.kind !== 'recognised') track.reopen();
  }

  #begin(box: Box, at: number): FaceTrack {
    const track = new FaceTrack(++this.#lastId, box, at, this.#policy);
    this.#tracks.push(track);
    return track;
  }

  /** Another person stands where a track's face was: nothing of it may count for him. */
  #replace(track: FaceTrack, look: ClearLook, moment: Moment): void {
    this.#tracks = this.#tracks.filter((other) => other !== track);
    this.#begin(track.box, moment.capturedMonotonicMs).addClear(look);
  }
}

function stamp({ capturedAt, capturedMonotonicMs }: Moment): Moment {
  return { capturedAt, capturedMonotonicMs };
}
