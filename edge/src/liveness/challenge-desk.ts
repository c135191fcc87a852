import type { EmployeeId } from '@hadir/shared/ids';
import { Challenge, type Choose } from './challenge.ts';
import type { DoubtReason } from './judge-cues.ts';
import type { LivenessPolicy } from './liveness-policy.ts';

/** Challenges that failed within this time make the next ones harder. */
const REMEMBERED_MS = 600_000;
const MANY = 2;

/**
 * Asks for movements at one door. More than one is asked for in a row where something speaks against the face, and while
 * others failed shortly before: who tries again and again with a recording must not get lucky with one of three.
 */
export class ChallengeDesk {
  readonly #choose: Choose;
  #failures: number[] = [];

  constructor(choose: Choose) {
    this.#choose = choose;
  }

  /** @param doubts why it is asked. @param now monotonic milliseconds */
  open(employee: EmployeeId, doubts: readonly DoubtReason[], policy: LivenessPolicy, now: number): Challenge {
    this.#failures = this.#failures.filter((at) => now - at < REMEMBERED_MS);
    const against = doubts.includes('framed') || doubts.includes('passive') ? 1 : 0;
    const movements = 1 + against + (this.#failures.length >= MANY ? 1 : 0);
    return new Challenge({ employee, movements, policy, choose: this.#choose, now });
  }

  failed(now: number): void {
    this.#failures.push(now);
  }
}
