import { randomUUID } from 'node:crypto';
import type { EnrolmentSubject } from '@hadir/shared/wire/picture';
import sharp from 'sharp';
import type { PictureOutbox } from '../pictures/picture-outbox.ts';
import type { FaceInView } from '../recognition/messages.ts';
import type { Sighting } from '../sighting/sighting.ts';
import { LOOKS, type LookProblem } from './dialogue.ts';

export type LookOutcome =
  | { readonly kind: 'taken' }
  | { readonly kind: 'problem'; readonly problem: LookProblem | null }
  /** Something is being done already. */
  | { readonly kind: 'busy' };

interface FacesInView {
  /** Clearly seen, alive, and nobody's in the roster. */
  readonly stranger: FaceInView | null;
  readonly nearest: FaceInView | null;
}

const TURN_MS = 2_500;
/** Of the picture's height: the hub asks for enough pixels, and a face must not be cut off. */
const LEAST_HEIGHT = 0.18;
/** Of the face's box: hair, chin and some air around them. */
const MARGIN = 0.8;
const LONGEST_SIDE = 720;
const JPEG = { quality: 90 };

/**
 * Takes a few looks at one face for its enrolment. The door itself judges the first one: only a face that was clearly
 * seen over several frames, alive, and that is nobody's in the roster, is looked at further, and as long as it stays the
 * same face. Whether the pictures are good enough is judged by the hub, with the measure that every photo meets.
 */
export class FaceEnroller {
  readonly #outbox: Pick<PictureOutbox, 'keepEnrolment' | 'ready'>;
  readonly #turnMs: number;
  #session = randomUUID();
  #track: number | null = null;
  #frame: { readonly jpeg: Uint8Array; readonly at: Date } | null = null;
  #dueAt = 0;
  #busy = false;
  #problem: LookProblem | null = null;

  /** @param turnMs time to turn the head before the next look is taken. */
  constructor(outbox: Pick<PictureOutbox, 'keepEnrolment' | 'ready'>, turnMs = TURN_MS) {
    this.#outbox = outbox;
    this.#turnMs = turnMs;
  }

  /** Another person is enrolled. */
  begin(): void {
    this.#session = randomUUID();
    this.#track = null;
    this.#frame = null;
    this.#problem = null;
    this.#dueAt = performance.now();
  }

  /** @param jpeg is copied. */
  offer(jpeg: Uint8Array): void {
    if (!this.#busy) this.#frame = { jpeg: jpeg.slice(), at: new Date() };
  }

  see(sighting: Sighting): void {
    if (sighting.kind === 'poor-quality') this.#problem = sighting.reason;
    else if (sighting.kind === 'not-live') this.#problem = 'not-live';
    else if (sighting.kind === 'recognised' || sighting.kind === 'seen-again') this.#problem = 'known';
    else this.#problem = null;
  }

  /** Takes the next look where it can be taken. */
  async look(
    { stranger, nearest }: FacesInView,
    { taken, ...whose }: Pick<EnrolmentSubject, 'door' | 'employee' | 'supervisor'> & { readonly taken: number },
  ): Promise<LookOutcome> {
    if (this.#busy) return { kind: 'busy' };
    if (!this.#outbox.ready) return problem('not-kept');
    if (nearest === null) return problem('nobody');
    if (taken === 0 && stranger === null) return problem(this.#problem);
    const face = taken === 0 ? stranger : nearest;
    if (face === null || (taken > 0 && face.track !== this.#track)) return problem('changed');
    if (face.height < LEAST_HEIGHT) return problem('too-small');
    const frame = this.#frame;
    if (performance.now() < this.#dueAt || frame === null) return problem(null);
    this.#busy = true;
    try {
      this.#track = face.track;
      const jpeg = await cutFace(frame.jpeg, face);
      const subject = { ...whose, session: this.#session, number: taken + 1, of: LOOKS.length };
      const kept = this.#outbox.keepEnrolment(jpeg, frame.at, subject);
      if (kept.kind !== 'kept') return problem('not-kept');
      this.#dueAt = performance.now() + this.#turnMs;
      return { kind: 'taken' };
    } catch {
      // Half a picture: the next one is whole.
      return problem(null);
    } finally {
      this.#busy = false;
      this.#frame = null;
    }
  }
}

function problem(what: LookProblem | null): LookOutcome {
  return { kind: 'problem', problem: what };
}

/** @returns the face with some air around it, as a JPEG of its own without anything of the first one's description. */
async function cutFace(jpeg: Uint8Array, face: FaceInView): Promise<Buffer> {
  const picture = sharp(jpeg);
  const { width, height } = await picture.metadata();
  const left = Math.max(0, Math.round((face.x - face.width * MARGIN) * width));
  const top = Math.max(0, Math.round((face.y - face.height * MARGIN) * height));
  const right = Math.min(width, Math.round((face.x + face.width * (1 + MARGIN)) * width));
  const bottom = Math.min(height, Math.round((face.y + face.height * (1 + MARGIN)) * height));
  return picture
    .extract({ left, top, width: right - left, height: bottom - top })
    .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
    .jpeg(JPEG)
    .toBuffer();
}
