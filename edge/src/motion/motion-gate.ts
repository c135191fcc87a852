import { BLOCKS_ACROSS, BLOCKS_DOWN, readLuma } from './read-luma.ts';
import { SceneMemory } from './scene-memory.ts';

export interface MotionGateOptions {
  /** How long after the last movement every frame is looked at. */
  readonly holdMs?: number;
  /** A frame is looked at this often whatever happens. */
  readonly regardlessMs?: number;
}

const HOLD_MS = 5_000;
const REGARDLESS_MS = 2_000;
/** Nobody passes a door in a third of a second, and a comparison costs a quarter of a look. */
const COMPARE_MS = 300;

/**
 * Decides which frames are worth looking for faces in. Before an empty corridor that is one every two seconds; as soon
 * as something moves, and as long as there is a face, it is every one. The frame regardless is what makes it safe:
 * somebody whom the comparison of blocks has missed, or who stood there before it began, is seen by that.
 */
export class MotionGate {
  readonly #holdMs: number;
  readonly #regardlessMs: number;
  readonly #scene = new SceneMemory(BLOCKS_ACROSS * BLOCKS_DOWN);
  #awakeUntil: number | null = null;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #comparedAt = Number.NEGATIVE_INFINITY;
  #faces = 0;

  constructor({ holdMs = HOLD_MS, regardlessMs = REGARDLESS_MS }: MotionGateOptions = {}) {
    this.#holdMs = holdMs;
    this.#regardlessMs = regardlessMs;
  }

  /** @param at monotonic milliseconds. @returns whether faces should be looked for in this frame. */
  async opens(jpeg: Uint8Array, at: number): Promise<boolean> {
    if (this.#awakeUntil === null) this.#awakeUntil = at + this.#holdMs;
    // While there is a face, nothing has to be compared.
    if (this.#faces > 0) return this.#look(at);
    if (at - this.#comparedAt >= COMPARE_MS) {
      this.#comparedAt = at;
      const luma = await readLuma(jpeg);
      // What cannot be read is for those to say who read it whole.
      if (luma === null) return this.#look(at);
      if (this.#scene.compare(luma, at)) this.#awakeUntil = at + this.#holdMs;
    }
    if (at < this.#awakeUntil) return this.#look(at);
    if (at - this.#lookedAt < this.#regardlessMs) return false;
    return this.#look(at);
  }

  /** What looking into an opened frame has shown. */
  saw(faces: number, at: number): void {
    if (faces > 0) this.#awakeUntil = at + this.#holdMs;
    this.#faces = faces;
  }

  #look(at: number): true {
    this.#lookedAt = at;
    return true;
  }
}
