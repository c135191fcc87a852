import type { RosterPart } from '@hadir/shared/wire/command';

/** More than this is no roster of one door. */
const MOST_PARTS = 1_000;

/** Holds the parts of one roster version until all are there. A part of another delivery starts a new collection. */
export class PartCollection {
  #of: Pick<RosterPart, 'version' | 'base' | 'parts' | 'digest'> | null = null;
  readonly #parts = new Map<number, RosterPart>();

  /** @returns all parts in order once this one completes them, else null. */
  add(part: RosterPart): RosterPart[] | null {
    const { version, base, parts, digest } = part;
    const of = this.#of;
    if (of?.version !== version || of.base !== base || of.parts !== parts || of.digest !== digest) {
      this.#parts.clear();
      this.#of = { version, base, parts, digest };
    }
    if (part.part > parts || parts > MOST_PARTS) return null;
    this.#parts.set(part.part, part);
    if (this.#parts.size < parts) return null;
    const complete = [...this.#parts.values()].sort((a, b) => a.part - b.part);
    this.#parts.clear();
    this.#of = null;
    return complete;
  }
}
