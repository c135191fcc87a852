import { measureStretch } from '@hadir/shared/face/measure-stretch';
import { median } from '../sighting/median.ts';
import type { LookSigns } from './look-signs.ts';

const BLINKS = 2;
/** Looks from which it is known how open these eyes are. */
const OPEN_LOOKS = 4;
/** Of that: shut below, open again above. */
const SHUT = 0.72;
const OPEN = 0.85;
/** Eyes that stay shut for longer do not blink. */
const LONGEST_MS = 900;
/** A tilted picture makes eyes narrow too, and the whole face with them. */
const MOST_STRETCH = 1.1;

/** Follows eyes that are asked to blink twice, while the head keeps its pose. */
export class BlinkWatch {
  readonly #open: number[] = [];
  #still: LookSigns | null = null;
  #shutSince: number | null = null;
  #blinks = 0;

  /** @param at monotonic milliseconds */
  see(signs: LookSigns, at: number): 'met' | 'waiting' {
    if (this.#still === null) {
      this.#still = signs;
      this.#open.push(signs.eyes);
      return 'waiting';
    }
    if (measureStretch(this.#still.landmarks, signs.landmarks) > MOST_STRETCH) {
      // Another pose: whatever the eyes did meanwhile was not a blink.
      this.#still = signs;
      this.#shutSince = null;
      return 'waiting';
    }
    const usual = median(this.#open);
    if (this.#open.length >= OPEN_LOOKS && signs.eyes < usual * SHUT) {
      this.#shutSince ??= at;
      return 'waiting';
    }
    if (signs.eyes >= usual * OPEN) {
      if (this.#shutSince !== null && at - this.#shutSince <= LONGEST_MS) this.#blinks++;
      this.#shutSince = null;
      this.#open.push(signs.eyes);
    } else if (this.#open.length < OPEN_LOOKS) this.#open.push(signs.eyes);
    return this.#blinks >= BLINKS ? 'met' : 'waiting';
  }
}
