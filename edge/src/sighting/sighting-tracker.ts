import { randomInt } from 'node:crypto';
import type { Box } from '@hadir/shared/face/box';
import type { FacePatch } from '@hadir/shared/face/face-patch';
import { matchThreshold } from '@hadir/shared/face/match-threshold';
import type { MatchCalibration } from '@hadir/shared/face/model-manifest';
import { nameMatch } from '@hadir/shared/face/name-match';
import type { EmployeeId } from '@hadir/shared/ids';
import type { Challenge, Choose } from '../liveness/challenge.ts';
import { ChallengeDesk } from '../liveness/challenge-desk.ts';
import { judgePassive } from '../liveness/judge-passive.ts';
import { associateBoxes } from './associate-boxes.ts';
import { CoolDown } from './cool-down.ts';
import { decideLooks, type NameVerdict, summariseLooks } from './decide-looks.ts';
import { FaceTrack } from './face-track.ts';
import { median } from './median.ts';
import type { ClearLook, Look, Moment, Sighting } from './sighting.ts';
import type { SightingPolicy } from './sighting-policy.ts';

export interface FollowedFace {
  readonly track: number;
  /** Whether the face steps should look at this face in this frame. */
  readonly wantsLook: boolean;
}

type Named = Extract<NameVerdict, { kind: 'named' }>;

/** How often what frames a face is looked for: it costs more than the other cues. */
const EDGES_MS = 150;

/**
 * Follows faces over frames and decides what each of them is. Pure: it is told what was seen and when, and answers.
 * For every frame, `follow` comes first and then `look` for each face that wants it.
 */
export class SightingTracker {
  #policy: SightingPolicy;
  readonly #calibration: MatchCalibration;
  readonly #coolDown: CoolDown;
  readonly #desk: ChallengeDesk;
  #rosterSize = 0;
  #lookAlikes: ReadonlySet<EmployeeId> = new Set();
  #tracks: FaceTrack[] = [];
  #lastId = 0;
  #threshold: number;

  /** @param choose which movement is asked for: by chance, so that nobody can prepare for it. */
  constructor(policy: SightingPolicy, calibration: MatchCalibration, choose: Choose = randomInt) {
    this.#policy = policy;
    this.#desk = new ChallengeDesk(choose);
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

  /**
   * Another roster is in force: what was seen against the one before decides nothing any more.
   * @param size templates in it. @param lookAlikes for whom more is asked
   */
  useRoster(size: number, lookAlikes: ReadonlySet<EmployeeId> = new Set()): void {
    this.#rosterSize = size;
    this.#lookAlikes = lookAlikes;
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
    return this.#find(id)?.fuse(embedding) ?? embedding;
  }

  /** @returns how far this look at a track differs from those before beyond what a flat picture could show. */
  compare(id: number, patch: FacePatch, at: number): number[] {
    return this.#find(id)?.relief.compare(patch, at) ?? [];
  }

  /** @returns whether it is time to look again for what frames this track's face. */
  wantsEdges(id: number, at: number): boolean {
    const track = this.#find(id);
    if (track?.state.kind !== 'open' || at - track.edgesSoughtAt < EDGES_MS) return false;
    track.edgesSoughtAt = at;
    return true;
  }

  /** Adds one look at a face. @returns what the face turned out to be, when this look decided it. */
  look(id: number, look: Look, moment: Moment): Sighting | null {
    const track = this.#find(id);
    if (track === undefined) return null;
    track.lookedAt = moment.capturedMonotonicMs;
    if (look.kind === 'poor') {
      if (track.challenge !== null && track.state.kind === 'open') return this.#follow(track, null, moment);
      const reason = track.addPoor(look.problem);
      return reason === null ? null : { kind: 'poor-quality', track: id, reason, ...stamp(moment) };
    }
    const added = track.addClear(look);
    if (added === 'switched') this.#replace(track, look, moment);
    if (added !== 'added') return null;
    track.evidence.add(look.signs, moment.capturedMonotonicMs, this.#policy);
    const asked = track.challenge === null ? null : this.#follow(track, look, moment);
    return this.#decide(track, look, moment) ?? asked;
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
    const { looks, total } = track;
    const decided = { looks, total, threshold: this.#threshold, lookAlikes: this.#lookAlikes };
    const verdict = decideLooks(decided, this.#policy);
    if (verdict.kind === 'named') return this.#judge(track, verdict, moment);
    if (verdict.kind === 'undecided' || state.kind === 'unknown' || track.challenge !== null) return null;
    if (judgePassive(scoresOf(looks), this.#policy) !== 'live') return this.#refuse(track, looks, moment);
    track.state = { kind: 'unknown' };
    return { kind: 'unknown', track: track.id, ...stamp(moment) };
  }

  /** A face with a name: whether it lives, or what has to be asked of it. */
  #judge(track: FaceTrack, named: Named, moment: Moment): Sighting | null {
    const now = moment.capturedMonotonicMs;
    const { employee, agreeing, sure } = named;
    const policy = this.#policy;
    const live = track.evidence.judge(scoresOf(agreeing), policy);
    if (live.kind === 'not-live') return track.total >= policy.patience ? this.#refuse(track, agreeing, moment) : null;
    if (track.challenge !== null) {
      const { met } = track.challenge;
      // Somebody else must not make the movement: whoever was asked is the one who is recognised.
      if (track.challenge.employee !== employee) return this.#refuse(track, agreeing, moment);
      return met === null ? null : this.#recognise(track, named, moment);
    }
    if (live.kind === 'live' && sure && policy.challenge !== 'always') return this.#recognise(track, named, moment);
    if (policy.challenge === 'never') {
      if (track.evidence.ageMs(now) < policy.giveUpMs) return null;
      return this.#refuse(track, agreeing, moment);
    }
    const waits = live.kind === 'in-doubt' && policy.challenge === 'in-doubt';
    if (waits && track.evidence.ageMs(now) < policy.doubtMs) return null;
    const doubts = live.kind === 'in-doubt' ? live.reasons : [];
    track.challenge = this.#desk.open(employee, doubts, policy, now);
    return this.#tell(track, track.challenge.asked, moment);
  }

  /** Goes on with a challenge. */
  #follow(track: FaceTrack, look: ClearLook | null, moment: Moment): Sighting | null {
    const { challenge } = track;
    if (challenge === null) return null;
    const now = moment.capturedMonotonicMs;
    const same = look?.best?.employee === challenge.employee;
    const step = challenge.see(look !== null && same ? look.signs : null, now);
    if (step.kind === 'asked') return this.#tell(track, step, moment);
    if (step.kind === 'met') {
      const asked = challenge.met?.kind ?? challenge.asked.asked;
      return { kind: 'challenge', track: track.id, asked, leftMs: 0, met: true, ...stamp(moment) };
    }
    if (step.kind === 'waiting') return null;
    this.#desk.failed(now);
    return this.#refuse(track, track.looks, moment);
  }

  #tell(track: FaceTrack, { asked, until }: Challenge['asked'], moment: Moment): Sighting {
    const leftMs = Math.round(until - moment.capturedMonotonicMs);
    return { kind: 'challenge', track: track.id, asked, leftMs, met: false, ...stamp(moment) };
  }

  /** It stays so while the face is in view: a picture must not pass by being shown for long enough. */
  #refuse(track: FaceTrack, looks: readonly ClearLook[], moment: Moment): Sighting {
    track.state = { kind: 'not-live' };
    track.challenge = null;
    const liveness = looks.length === 0 ? 0 : median(scoresOf(looks));
    return { kind: 'not-live', liveness, track: track.id, ...stamp(moment) };
  }

  #recognise(track: FaceTrack, { employee, agreeing }: Named, moment: Moment): Sighting {
    const met = track.challenge?.met ?? null;
    track.state = { kind: 'recognised', employee };
    track.challenge = null;
    const summary = { employee, ...summariseLooks(agreeing), threshold: this.#threshold };
    const seen = { track: track.id, ...stamp(moment) };
    if (!this.#coolDown.admit(employee, moment.capturedMonotonicMs)) {
      const { score, threshold, liveness } = summary;
      return { kind: 'seen-again', employee, score, threshold, liveness, ...seen };
    }
    return { kind: 'recognised', ...summary, ...(met === null ? {} : { challenge: met }), ...seen };
  }

  #find(id: number): FaceTrack | undefined {
    return this.#tracks.find((track) => track.id === id);
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
    const fresh = this.#begin(track.box, moment.capturedMonotonicMs);
    fresh.addClear(look);
    fresh.evidence.add({ ...look.signs, reliefs: [] }, moment.capturedMonotonicMs, this.#policy);
  }
}

function scoresOf(looks: readonly ClearLook[]): number[] {
  return looks.map(({ liveness }) => liveness);
}

function stamp({ capturedAt, capturedMonotonicMs }: Moment): Moment {
  return { capturedAt, capturedMonotonicMs };
}
