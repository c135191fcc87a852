import type { Box } from '@hadir/shared/face/box';
import type { QualityProblem } from '@hadir/shared/face/measure-quality';
import type { EmployeeId } from '@hadir/shared/ids';
import type { Challenge } from '../liveness/challenge.ts';
import { ReliefMemory } from '../liveness/relief-memory.ts';
import { TrackEvidence } from '../liveness/track-evidence.ts';
import type { ClearLook } from './sighting.ts';
import type { SightingPolicy } from './sighting-policy.ts';

export type TrackState =
  | { readonly kind: 'open' }
  | { readonly kind: 'recognised'; readonly employee: EmployeeId }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'not-live' };

/** Looks in a row that must differ from a track's face before it counts as another person. */
const SWITCH_AFTER = 2;

/**
 * Looks that make one face together. What differs from frame to frame cancels out: measured on recordings of two men at
 * four sizes, the lowest cosine with their templates rises by 0.04 to 0.10 and the highest with strangers' falls by 0.01
 * to 0.07.
 */
const FUSED_LOOKS = 5;
/** Cosine from which two looks are fused: well above that of different people, so that nobody lends his face to another. */
const FUSED_ALIKE = 0.5;

/** One face as long as it stays in view: where it is, and what its looks said. */
export class FaceTrack {
  readonly id: number;
  box: Box;
  /** Monotonic milliseconds. */
  seenAt: number;
  lookedAt = Number.NEGATIVE_INFINITY;
  state: TrackState = { kind: 'open' };
  /** Clear looks since the face came into view. */
  total = 0;
  readonly looks: ClearLook[] = [];
  readonly relief = new ReliefMemory();
  readonly evidence = new TrackEvidence();
  /** What is asked of this face, or was. */
  challenge: Challenge | null = null;
  edgesSoughtAt = Number.NEGATIVE_INFINITY;
  readonly #policy: SightingPolicy;
  readonly #told = new Set<QualityProblem>();
  #poor: QualityProblem[] = [];
  #face: Float32Array | null = null;
  #strangeLooks = 0;

  constructor(id: number, box: Box, at: number, policy: SightingPolicy) {
    this.id = id;
    this.box = box;
    this.seenAt = at;
    this.#policy = policy;
  }

  /** Whether another look is worth its cost: a decided face is looked at only now and then. */
  wantsLook(at: number): boolean {
    if (this.state.kind === 'open') return true;
    const { recheckMs, recheckUnknownMs } = this.#policy;
    return at - this.lookedAt >= (this.state.kind === 'unknown' ? recheckUnknownMs : recheckMs);
  }

  /** @returns a look's embedding, averaged with those of the looks before it that show the same face; of length one. */
  fuse(embedding: Float32Array): Float32Array {
    const fused = embedding.slice();
    for (const look of this.looks.slice(1 - FUSED_LOOKS)) {
      if (cosine(look.embedding, embedding) < FUSED_ALIKE) continue;
      for (let i = 0; i < fused.length; i++) fused[i] = (fused[i] as number) + (look.embedding[i] as number);
    }
    const length = Math.sqrt(cosine(fused, fused));
    return fused.map((value) => value / length);
  }

  /** @returns 'switched' where the face is no longer the one that the track began with: the caller begins a new track. */
  addClear(look: ClearLook): 'added' | 'doubtful' | 'switched' {
    this.#poor = [];
    if (this.#face !== null && cosine(this.#face, look.embedding) < this.#policy.sameFace) {
      return ++this.#strangeLooks >= SWITCH_AFTER ? 'switched' : 'doubtful';
    }
    this.#strangeLooks = 0;
    this.#face = look.embedding;
    this.total++;
    this.looks.push(look);
    if (this.looks.length > this.#policy.window) this.looks.shift();
    return 'added';
  }

  /** @returns the reason to tell the person, once for each, or null. */
  addPoor(problem: QualityProblem): QualityProblem | null {
    this.#poor.push(problem);
    if (this.#poor.length < this.#policy.poorFrames || this.state.kind !== 'open') return null;
    const reason = mostFrequent(this.#poor);
    this.#poor = [];
    if (this.#told.has(reason)) return null;
    this.#told.add(reason);
    return reason;
  }

  /** Forgets what the looks said, not whose face it is: for a new roster, or a punch that is due again. */
  reopen(): void {
    this.state = { kind: 'open' };
    this.looks.length = 0;
    this.total = 0;
    this.challenge = null;
  }
}

function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function mostFrequent(problems: readonly QualityProblem[]): QualityProblem {
  const counts = new Map<QualityProblem, number>();
  for (const problem of problems) counts.set(problem, (counts.get(problem) ?? 0) + 1);
  const [[first]] = [...counts].sort((a, b) => b[1] - a[1]) as [[QualityProblem, number]];
  return first;
}
