import { type Cues, judgeCues, type LiveVerdict } from './judge-cues.ts';
import { judgeFrame } from './judge-frame.ts';
import { judgePassive } from './judge-passive.ts';
import { judgeRelief } from './judge-relief.ts';
import type { LivenessPolicy } from './liveness-policy.ts';
import type { LookSigns } from './look-signs.ts';

/** Looks with edges that are looked back at. */
const MOST_FRAMES = 12;

/** What the looks at one face say of whether it lives, since it came into view. */
export class TrackEvidence {
  #since: number | null = null;
  #reliefs: number[] = [];
  #framed: Pick<LookSigns, 'edges' | 'box'>[] = [];

  /** @param at monotonic milliseconds */
  add({ reliefs, edges, box }: LookSigns, at: number, policy: LivenessPolicy): void {
    this.#since ??= at;
    this.#reliefs = [...this.#reliefs, ...reliefs].slice(-policy.reliefWindow);
    if (edges !== null) this.#framed = [...this.#framed, { edges, box }].slice(-MOST_FRAMES);
  }

  /** How long this face has been looked at. */
  ageMs(at: number): number {
    return this.#since === null ? 0 : at - this.#since;
  }

  /** @param scores the passive ones of the looks that agree whose face it is */
  judge(scores: readonly number[], policy: LivenessPolicy): LiveVerdict {
    const cues: Cues = {
      passive: judgePassive(scores, policy),
      relief: judgeRelief(this.#reliefs, policy),
      framing: judgeFrame(this.#framed, policy),
    };
    return judgeCues(cues);
  }
}
