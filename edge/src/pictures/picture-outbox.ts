import { createHash } from 'node:crypto';
import { type EnrolmentSubject, MAX_PICTURE_BYTES, type PictureKey } from '@hadir/shared/wire/picture';
import { pictureKeyId, sealPicture } from '@hadir/shared/wire/seal-picture';
import type { Logger } from 'pino';
import type { Journal } from '../journal/journal.ts';
import type { Problems } from '../status/problems.ts';
import { findEvidence } from './find-evidence.ts';
import type { KeptPicture, PictureStore } from './picture-store.ts';

export interface PictureOutboxOptions {
  readonly unit: string;
  readonly store: PictureStore;
  readonly journal: Journal;
  readonly problems: Problems;
  readonly log: Logger;
  /** Sealed bytes on the disk, at most. */
  readonly mostBytes?: number;
}

export type KeepOutcome =
  /** `id`: what an entry names as its evidence. */
  | { readonly kind: 'kept'; readonly id: string }
  /** The hub has not said yet what to seal pictures with. */
  | { readonly kind: 'no-key' }
  | { readonly kind: 'too-large' }
  /** So many pictures wait for the hub that there is no room for more. */
  | { readonly kind: 'full' }
  | { readonly kind: 'not-written'; readonly problem: string };

const MOST_BYTES = 64 * 1024 * 1024;
const PROBLEM = 'pictures';

/**
 * Pictures that the hub is to have. Each is sealed for the hub before it touches the disk, stays there until the hub
 * holds it, and cannot be read here by anybody, this unit included.
 *
 * An evidence picture is kept first, then its entry is written with the picture's id, then `belongsTo` says which entry
 * that was. Where the process dies in between, the next start finds out from the journal.
 */
export class PictureOutbox {
  /** There is something new to send. */
  onReady: () => void = () => undefined;
  readonly #options: Required<PictureOutboxOptions>;
  #pictureKey: PictureKey | null;

  constructor(options: PictureOutboxOptions) {
    this.#options = { mostBytes: MOST_BYTES, ...options };
    this.#pictureKey = options.store.key();
    this.#settleHeld();
  }

  /** Whether the hub can be sent pictures at all: an older one says no key. */
  get ready(): boolean {
    return this.#pictureKey !== null;
  }

  /** The hub said, signed, what to seal pictures with from now on. */
  takeKey(key: PictureKey): void {
    if (this.#pictureKey !== null && pictureKeyId(this.#pictureKey) === pictureKeyId(key)) return;
    const problem = this.#options.store.keepKey(key);
    if (problem !== null)
      this.#options.log.warn({ problem }, 'The key for pictures could not be kept; it comes again.');
    this.#pictureKey = key;
  }

  /** Keeps the picture of an entry that is about to be written; see `belongsTo`. Otherwise the entry goes without. */
  keepEvidence(jpeg: Uint8Array, takenAt: Date): KeepOutcome {
    return this.#keep(jpeg, takenAt, null);
  }

  /** The entry that carries this picture's id is in the journal. */
  belongsTo(id: string, { binding, seq }: { binding: number; seq: number }): void {
    const problem = this.#options.store.setSubject(id, { kind: 'evidence', binding, seq });
    if (problem !== null) this.#report(problem);
    else this.onReady();
  }

  /** Keeps a photo that was taken at the door for somebody's enrolment. */
  keepEnrolment(jpeg: Uint8Array, takenAt: Date, subject: Omit<EnrolmentSubject, 'kind'>): KeepOutcome {
    const outcome = this.#keep(jpeg, takenAt, { kind: 'enrolment', ...subject });
    if (outcome.kind === 'kept') this.onReady();
    return outcome;
  }

  #keep(jpeg: Uint8Array, takenAt: Date, subject: KeptPicture['subject']): KeepOutcome {
    const { store, journal, unit, mostBytes } = this.#options;
    if (this.#pictureKey === null) return { kind: 'no-key' };
    if (jpeg.length > MAX_PICTURE_BYTES) return { kind: 'too-large' };
    const sealed = sealPicture(jpeg, this.#pictureKey, unit);
    if (store.bytes + sealed.length > mostBytes) {
      this.#report(`${Math.round(store.bytes / 1024 / 1024)} MB of pictures wait for the hub`);
      return { kind: 'full' };
    }
    const id = createHash('sha256').update(sealed).digest('base64url');
    const { binding } = journal;
    const afterSeq = journal.head.seq;
    const problem = store.keep({ id, takenAt: takenAt.toISOString(), subject, binding, afterSeq, sealed });
    if (problem !== null) {
      this.#report(problem);
      return { kind: 'not-written', problem };
    }
    this.#options.problems.clear(PROBLEM);
    return { kind: 'kept', id };
  }

  /** A picture whose entry was never written belongs to nothing, and goes. */
  #settleHeld(): void {
    const { store, journal, log } = this.#options;
    for (const picture of [...store.list()]) {
      if (picture.subject !== null) continue;
      const seq = findEvidence(journal, picture);
      if (seq !== null) this.belongsTo(picture.id, { binding: picture.binding, seq });
      else {
        store.drop(picture.id);
        log.info({ takenAt: picture.takenAt }, 'A picture was dropped: the unit stopped before its entry was written.');
      }
    }
  }

  #report(problem: string): void {
    const text = `Pictures are not kept (${problem}); attendance goes on without them.`;
    this.#options.problems.set(PROBLEM, text);
    this.#options.log.error(text);
  }
}
