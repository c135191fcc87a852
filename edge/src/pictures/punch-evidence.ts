import type { Journal } from '../journal/journal.ts';
import type { PictureOutbox } from './picture-outbox.ts';

/** The picture behind a punch, where the region wants one and the hub has said what to seal it with. */
export class PunchEvidence {
  readonly #outbox: PictureOutbox;
  readonly #journal: Pick<Journal, 'binding'>;
  readonly #isOn: () => boolean;

  /** @param isOn what is set from afar. */
  constructor(outbox: PictureOutbox, journal: Pick<Journal, 'binding'>, isOn: () => boolean) {
    this.#outbox = outbox;
    this.#journal = journal;
    this.#isOn = isOn;
  }

  get wanted(): boolean {
    return this.#isOn() && this.#outbox.ready;
  }

  /** Before the entry is written. @returns what the entry names as its evidence; null where it goes without. */
  keep(jpeg: Uint8Array, takenAt: Date): string | null {
    const outcome = this.#outbox.keepEvidence(jpeg, takenAt);
    return outcome.kind === 'kept' ? outcome.id : null;
  }

  /** Right after the entry was written. */
  belongsTo(id: string, seq: number): void {
    this.#outbox.belongsTo(id, { binding: this.#journal.binding, seq });
  }
}
