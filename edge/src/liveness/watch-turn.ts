import { measureStretch } from '@hadir/shared/face/measure-stretch';
import type { LookSigns } from './look-signs.ts';

export type TurnDirection = 'left' | 'right';

/** Degrees off the camera's axis at which a turn may begin. */
const STRAIGHT = 14;
/** Looks that must agree that the head looks straight, and that it is turned. */
const AGREEING = 2;
/**
 * A head that turns by 30 degrees looks stretched by 1.2; a flat picture that is tilted until its face seems to turn by 20
 * is stretched by more.
 */
const MOST_STRETCH = 1.24;

/**
 * Follows a head that is asked to turn: straight first, then as far to the asked side as `degrees` from there. A picture
 * that is tilted does not turn its nose against its eyes: what the landmarks take for a turn comes with a stretch.
 */
export class TurnWatch {
  readonly #direction: TurnDirection;
  readonly #degrees: number;
  #straight: LookSigns | null = null;
  #straightLooks = 0;
  #turnedLooks = 0;
  #wrongLooks = 0;

  constructor(direction: TurnDirection, degrees: number) {
    this.#direction = direction;
    this.#degrees = degrees;
  }

  /** @returns whether the turn is made, made to the other side, or still to come. */
  see(signs: LookSigns): 'met' | 'wrong' | 'waiting' {
    if (Math.abs(signs.yaw) < STRAIGHT && this.#straightLooks < AGREEING) {
      this.#straightLooks++;
      this.#straight = signs;
      return 'waiting';
    }
    if (this.#straight === null || this.#straightLooks < AGREEING) return 'waiting';
    // The person's own left is the right of the picture.
    const towards = (signs.yaw - this.#straight.yaw) * (this.#direction === 'left' ? 1 : -1);
    const far =
      Math.abs(towards) >= this.#degrees && measureStretch(this.#straight.landmarks, signs.landmarks) <= MOST_STRETCH;
    this.#turnedLooks = far && towards > 0 ? this.#turnedLooks + 1 : 0;
    this.#wrongLooks = far && towards < 0 ? this.#wrongLooks + 1 : 0;
    if (this.#turnedLooks >= AGREEING) return 'met';
    return this.#wrongLooks >= AGREEING ? 'wrong' : 'waiting';
  }
}
