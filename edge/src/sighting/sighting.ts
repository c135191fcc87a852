import type { QualityProblem } from '@hadir/shared/face/measure-quality';
import type { EmployeeId } from '@hadir/shared/ids';
import type { ChallengeKind } from '@hadir/shared/journal/entry';
import type { LookSigns } from '../liveness/look-signs.ts';

/** When a frame was taken, by both clocks. */
export interface Moment {
  readonly capturedAt: Date;
  readonly capturedMonotonicMs: number;
}

interface Seen extends Moment {
  /** The face's track: one number as long as one face stays in view. */
  readonly track: number;
}

/** An employee, seen alive on several frames that agree. Scores and liveness are medians over those frames. */
export interface Recognised extends Seen {
  readonly kind: 'recognised';
  readonly employee: EmployeeId;
  readonly score: number;
  /** Of the best other employee; null where the roster holds only one. */
  readonly secondScore: number | null;
  readonly threshold: number;
  readonly liveness: number;
  /** Agreeing frames behind the decision. */
  readonly frames: number;
  /** Pixels. */
  readonly faceHeight: number;
  /** The movement that was asked for before; missing where none was. */
  readonly challenge?: { readonly kind: ChallengeKind; readonly ms: number };
}

/** What a face in front of the door turned out to be. */
export type Sighting =
  | Recognised
  /** Recognised once more within the cool-down: no new punch. */
  | (Seen & { readonly kind: 'seen-again' } & Pick<Recognised, 'employee' | 'score' | 'threshold' | 'liveness'>)
  /** A face that is nobody's in the roster; once a track. */
  | (Seen & { readonly kind: 'unknown' })
  /** A face that a camera was shown, not a person. */
  | (Seen & { readonly kind: 'not-live'; readonly liveness: number })
  /** A movement is asked of a face, within this time from now on; or it was made. */
  | (Seen & {
      readonly kind: 'challenge';
      readonly asked: ChallengeKind;
      readonly leftMs: number;
      readonly met: boolean;
    })
  /** A face that cannot be judged: the person can do something about it. */
  | (Seen & { readonly kind: 'poor-quality'; readonly reason: QualityProblem });

/** One look at one face, as the face steps give it. */
export type Look =
  | { readonly kind: 'poor'; readonly problem: QualityProblem }
  | {
      readonly kind: 'clear';
      readonly embedding: Float32Array;
      readonly best: { readonly employee: EmployeeId; readonly score: number } | null;
      readonly second: { readonly employee: EmployeeId; readonly score: number } | null;
      readonly liveness: number;
      readonly faceHeight: number;
      readonly signs: LookSigns;
    };
export type ClearLook = Extract<Look, { kind: 'clear' }>;
