import type { FacePatch } from '@hadir/shared/face/face-patch';
import { type PlaneReference, preparePlane } from '@hadir/shared/face/fit-plane';
import { measureRelief } from '@hadir/shared/face/measure-relief';

/** Looks closer together than this are not compared: little can have moved. */
const APART_MS = 90;
/** A look is compared with those this long ago, as nearly as there are any. */
const AGES_MS = [260, 650, 1_300];
const OLDEST_MS = 1_800;

/** The latest looks at one face, to hold the next one against. Times are monotonic milliseconds. */
export class ReliefMemory {
  #looks: { readonly at: number; readonly reference: PlaneReference }[] = [];

  /** @returns the shifts against earlier looks that no flat picture makes; empty where there is nothing to compare with. */
  compare(patch: FacePatch, at: number): number[] {
    const latest = this.#looks.at(-1);
    if (latest !== undefined && at - latest.at < APART_MS) return [];
    this.#looks = this.#looks.filter((look) => at - look.at <= OLDEST_MS);
    const compared = new Set(AGES_MS.flatMap((age) => this.#nearest(at - age) ?? []));
    const reliefs = [...compared].flatMap((reference) => measureRelief(reference, patch) ?? []);
    const reference = preparePlane(patch);
    if (reference !== null) this.#looks.push({ at, reference });
    return reliefs;
  }

  #nearest(time: number): PlaneReference | null {
    let best: PlaneReference | null = null;
    let least = Number.POSITIVE_INFINITY;
    for (const { at, reference } of this.#looks) {
      const off = Math.abs(at - time);
      if (off >= least) continue;
      least = off;
      best = reference;
    }
    return best;
  }
}
