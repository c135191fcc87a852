import type { EmployeeId } from '@hadir/shared/ids';
import type { ChallengeKind } from '@hadir/shared/journal/entry';
import type { LivenessPolicy } from './liveness-policy.ts';
import type { LookSigns } from './look-signs.ts';
import { BlinkWatch } from './watch-blinks.ts';
import { TurnWatch } from './watch-turn.ts';

const CHALLENGE_KINDS: readonly ChallengeKind[] = ['turn-left', 'turn-right', 'blink-twice'];

/** Chooses one of so many, 0 up to below `count`; nobody may foresee which. */
export type Choose = (count: number) => number;

/** What a look did to a challenge. */
export type ChallengeStep =
  | { readonly kind: 'waiting' }
  /** Another movement, by this time. */
  | { readonly kind: 'asked'; readonly asked: ChallengeKind; readonly until: number }
  | { readonly kind: 'met' }
  | { readonly kind: 'failed' };

export interface ChallengeOptions {
  readonly employee: EmployeeId;
  /** Movements in a row. */
  readonly movements: number;
  readonly policy: LivenessPolicy;
  readonly choose: Choose;
  readonly now: number;
}

/**
 * Asks one face for movements, each chosen when it is asked for, against the clock. A movement to the other side or none in
 * time is a miss, and so many misses fail. Times are monotonic milliseconds.
 */
export class Challenge {
  readonly employee: EmployeeId;
  readonly #policy: LivenessPolicy;
  readonly #choose: Choose;
  readonly #began: number;
  #left: number;
  #misses = 0;
  #asked: ChallengeKind;
  #until: number;
  #watch: TurnWatch | BlinkWatch;
  #metAt: number | null = null;

  constructor({ employee, movements, policy, choose, now }: ChallengeOptions) {
    this.employee = employee;
    this.#policy = policy;
    this.#choose = choose;
    this.#left = movements;
    this.#began = now;
    this.#asked = this.#pick(CHALLENGE_KINDS);
    this.#until = now + policy.challengeMs;
    this.#watch = this.#follow(this.#asked);
  }

  /** What is asked for, and until when. */
  get asked(): { readonly asked: ChallengeKind; readonly until: number } {
    return { asked: this.#asked, until: this.#until };
  }

  /** What was met, and how long it took since the first movement was asked for; null before. */
  get met(): { readonly kind: ChallengeKind; readonly ms: number } | null {
    return this.#metAt === null ? null : { kind: this.#asked, ms: Math.round(this.#metAt - this.#began) };
  }

  /** @param signs of the next look; null where the face cannot be judged in it: the clock goes on. */
  see(signs: LookSigns | null, now: number): ChallengeStep {
    if (this.#metAt !== null) return { kind: 'waiting' };
    if (now > this.#until) return this.#miss(now);
    const seen = signs === null ? 'waiting' : this.#watch.see(signs, now);
    if (seen === 'wrong') return this.#miss(now);
    if (seen === 'waiting') return { kind: 'waiting' };
    this.#left--;
    if (this.#left > 0) return this.#ask(now);
    this.#metAt = now;
    return { kind: 'met' };
  }

  #miss(now: number): ChallengeStep {
    this.#misses++;
    return this.#misses >= this.#policy.challengeTries ? { kind: 'failed' } : this.#ask(now);
  }

  #ask(now: number): ChallengeStep {
    this.#asked = this.#pick(CHALLENGE_KINDS.filter((kind) => kind !== this.#asked));
    this.#until = now + this.#policy.challengeMs;
    this.#watch = this.#follow(this.#asked);
    return { kind: 'asked', ...this.asked };
  }

  #pick(kinds: readonly ChallengeKind[]): ChallengeKind {
    const kind = kinds[this.#choose(kinds.length)];
    if (kind === undefined) throw new RangeError(`A choice among ${kinds.length} must be one of them.`);
    return kind;
  }

  #follow(kind: ChallengeKind): TurnWatch | BlinkWatch {
    if (kind === 'blink-twice') return new BlinkWatch();
    return new TurnWatch(kind === 'turn-left' ? 'left' : 'right', this.#policy.turn);
  }
}
