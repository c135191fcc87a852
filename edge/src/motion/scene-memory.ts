/** A block differs when its brightness is off by so many levels, and by so many times what it usually varies by. */
const LEAST_LEVELS = 5;
const TIMES_NOISE = 6;
/** So many blocks have to differ: a face from which anybody could be told covers more. */
const LEAST_BLOCKS = 4;
/** How fast the memory of the empty scene follows what is seen: slower than anybody comes near, faster than the sun. */
const SCENE_MS = 20_000;
const NOISE_MS = 4_000;
/** What differs teaches slowly: a curtain is learnt in half a minute, whoever walks by is not. */
const NOISE_OF_MOTION_MS = 30_000;
/** A block that never rests is believed to vary by no more than this: a face before it still stands out. */
const MOST_NOISE = 4;

/**
 * Remembers how a scene looks when nothing happens, and how much each of its blocks varies by itself. A change of the
 * light that touches all blocks alike counts for nothing.
 */
export class SceneMemory {
  readonly #scene: Float32Array;
  readonly #noise: Float32Array;
  readonly #last: Float32Array;
  readonly #sorted: Float32Array;
  #at: number | null = null;

  constructor(blocks: number) {
    this.#scene = new Float32Array(blocks);
    this.#noise = new Float32Array(blocks).fill(1);
    this.#last = new Float32Array(blocks);
    this.#sorted = new Float32Array(blocks);
  }

  /** Compares, and remembers. @param luma of each block, 0..255. @param at milliseconds. @returns whether something moved. */
  compare(luma: Uint8Array, at: number): boolean {
    if (this.#at === null) {
      this.#scene.set(luma);
      this.#last.set(luma);
      this.#at = at;
      return false;
    }
    const elapsed = Math.max(0, at - this.#at);
    this.#at = at;
    const light = this.#medianRatio(luma, this.#scene);
    const flicker = this.#medianRatio(luma, this.#last);
    const follow = 1 - Math.exp(-elapsed / SCENE_MS);
    const learn = 1 - Math.exp(-elapsed / NOISE_MS);
    const learnSlowly = 1 - Math.exp(-elapsed / NOISE_OF_MOTION_MS);
    let blocks = 0;
    for (let i = 0; i < luma.length; i++) {
      const now = luma[i] as number;
      const before = this.#scene[i] as number;
      const noise = this.#noise[i] as number;
      const differs = Math.abs(now - before * light) > Math.max(LEAST_LEVELS, TIMES_NOISE * noise);
      if (differs) blocks++;
      const step = Math.abs(now - (this.#last[i] as number) * flicker);
      this.#noise[i] = Math.min(MOST_NOISE, noise + (step - noise) * (differs ? learnSlowly : learn));
      this.#scene[i] = before + (now - before) * follow;
      this.#last[i] = now;
    }
    return blocks >= LEAST_BLOCKS;
  }

  /** How much brighter the whole is; light multiplies, also after a camera's gamma. */
  #medianRatio(luma: Uint8Array, reference: Float32Array): number {
    const sorted = this.#sorted;
    for (let i = 0; i < luma.length; i++) sorted[i] = ((luma[i] as number) + 1) / ((reference[i] as number) + 1);
    sorted.sort();
    return sorted[sorted.length >> 1] as number;
  }
}
