import type { FrameLight } from '@hadir/shared/face/measure-light';

/** Contrast below which nothing can be seen, whatever the brightness: a lens that is covered, or a dark room. */
const NOTHING_TO_SEE = 6;
/** Contrast from which the camera sees again. */
const SEES = 12;
/** How long it has to last, and how long before the camera must have seen. */
const COVERED_MS = 180_000;
/** A room that gets dark does so over minutes; a hand or a tape covers a lens within this time. */
const SUDDEN_MS = 3_000;
/** Hours of the door's day in which a dark picture is worth an alarm: offices switch their lights off in the evening. */
const DAY = { from: 5, until: 19 } as const;

export interface Covered {
  readonly since: Date;
  readonly brightness: number;
}

/** Notices that a camera which saw sees nothing any more. Pure: it is told what each frame holds, and when. */
export class CoverAlarm {
  #sawAt: Date | null = null;
  #since: Date | null = null;
  #raised = false;

  /** @param hour of the door's day, 0..23, where it matters. @returns the covering, once, or null. */
  see({ brightness, contrast }: FrameLight, at: Date, hour: () => number): Covered | null {
    if (contrast >= SEES) {
      this.#sawAt = at;
      this.#since = null;
      this.#raised = false;
      return null;
    }
    if (contrast >= NOTHING_TO_SEE) {
      this.#since = null;
      return null;
    }
    const sudden = this.#sawAt !== null && at.getTime() - this.#sawAt.getTime() <= SUDDEN_MS;
    if (this.#since === null && sudden) this.#since = at;
    if (this.#since === null || this.#raised || at.getTime() - this.#since.getTime() < COVERED_MS) return null;
    if (hour() < DAY.from || hour() >= DAY.until) return null;
    this.#raised = true;
    return { since: this.#since, brightness };
  }
}
