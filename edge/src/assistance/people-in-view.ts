import type { EmployeeId } from '@hadir/shared/ids';
import type { FaceInView } from '../recognition/messages.ts';
import type { Sighting } from '../sighting/sighting.ts';
import type { FaceProof } from './dialogue.ts';

export interface PersonInView {
  readonly employee: EmployeeId;
  readonly face: FaceProof;
}

/** No frame was looked at for this long: nobody knows who is in view. */
const STALE_MS = 1_500;
/** Far more than ever stand before a camera. */
const MOST_REMEMBERED = 200;

/**
 * Who stands before the camera now. What a face was decided to be holds as long as its track: the same face, without a
 * pause. Times are monotonic milliseconds.
 */
export class PeopleInView {
  /** What became of a track: whose face it is, or null where it is nobody's. Latest last. */
  readonly #decided = new Map<number, PersonInView | null>();
  #faces: readonly FaceInView[] = [];
  #at = Number.NEGATIVE_INFINITY;

  see(sighting: Sighting): void {
    if (sighting.kind === 'recognised' || sighting.kind === 'seen-again') {
      const { track, employee, score, threshold, liveness } = sighting;
      this.#decide(track, { employee, face: { score, threshold, liveness } });
    } else if (sighting.kind === 'unknown') this.#decide(sighting.track, null);
  }

  /** @param faces of a frame that was looked at, the nearest first */
  follow(faces: readonly FaceInView[], now: number): void {
    this.#faces = faces;
    this.#at = now;
  }

  /** @returns those who are recognised and alive, the nearest first. */
  recognised(now: number): PersonInView[] {
    return this.#inView(now).flatMap(({ track }) => this.#decided.get(track) ?? []);
  }

  /** @returns the nearest face, where it is clearly seen, alive and nobody's in the roster. */
  stranger(now: number): FaceInView | null {
    const [nearest] = this.#inView(now);
    return nearest !== undefined && this.#decided.get(nearest.track) === null ? nearest : null;
  }

  /** @returns the nearest face, whosever it is. */
  nearest(now: number): FaceInView | null {
    return this.#inView(now)[0] ?? null;
  }

  #decide(track: number, person: PersonInView | null): void {
    this.#decided.delete(track);
    this.#decided.set(track, person);
    const [oldest] = this.#decided.keys();
    if (this.#decided.size > MOST_REMEMBERED && oldest !== undefined) this.#decided.delete(oldest);
  }

  #inView(now: number): readonly FaceInView[] {
    return now - this.#at < STALE_MS ? this.#faces : [];
  }
}
