import { setTimeout as sleep } from 'node:timers/promises';
import { shrinkJpeg } from '@hadir/shared/face/shrink-jpeg';
import type { OrderOf } from '@hadir/shared/wire/command';
import type { UnitHands } from './unit-hands.ts';

const PAUSE_MS = 1_000;
const FRAME_MS = 3_000;

/** Shows what the camera sees, for aiming it, at most once a second. Nothing of it is kept. */
export class SnapshotSender {
  readonly #hands: UnitHands;
  #nextAt = 0;

  constructor(hands: UnitHands) {
    this.#hands = hands;
  }

  /** Publishes the order's id and the picture; no picture where the camera shows none. */
  async send({ id, maxWidth }: OrderOf<'snapshot'>): Promise<void> {
    const { service, signal, log, publishSnapshot } = this.#hands;
    await sleep(Math.max(0, this.#nextAt - performance.now()), undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    this.#nextAt = performance.now() + PAUSE_MS;
    const frame = await service.nextFrame(FRAME_MS);
    const picture = frame === null ? null : await shrinkJpeg(frame, maxWidth);
    if (picture === null) log.warn('The hub asked for a picture, but the camera shows none: an empty one was sent.');
    await publishSnapshot(Buffer.concat([Buffer.from(id), picture ?? Buffer.alloc(0)]));
  }
}
