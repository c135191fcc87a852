import type { PictureKey } from '@hadir/shared/wire/picture';
import type { Stores } from '../open-stores.ts';
import type { UnitWorkOptions } from '../unit-work.ts';
import { PictureDelivery } from './deliver-pictures.ts';
import { PictureOutbox } from './picture-outbox.ts';

/** The pictures of one unit: what is kept for the hub, and its delivery. */
export class UnitPictures {
  readonly outbox: PictureOutbox;
  readonly delivery: PictureDelivery;
  readonly #store: Stores['pictures'];

  constructor(
    { identity, keys, problems, log: unitLog }: Pick<UnitWorkOptions, 'identity' | 'keys' | 'problems' | 'log'>,
    { pictures: store, journal }: Pick<Stores, 'pictures' | 'journal'>,
  ) {
    const { unit, hubKey } = identity;
    const log = unitLog.child({ part: 'pictures' });
    this.#store = store;
    this.outbox = new PictureOutbox({ unit, store, journal, problems, log });
    this.delivery = new PictureDelivery({ unit, key: keys.journal, hubKey, store, journal, log });
    this.outbox.onReady = () => this.delivery.pump();
  }

  readonly takeKey = (key: PictureKey): void => this.outbox.takeKey(key);

  close(): void {
    this.#store.close();
  }
}
