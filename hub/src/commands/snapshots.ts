import { randomUUID } from 'node:crypto';
import type { UnitId } from '@hadir/shared/ids';
import type { Transport } from '../broker/transport.ts';
import type { CommandSender } from './command-sender.ts';

/** How long a unit may take to show what its camera sees. */
const PATIENCE_MS = 15_000;
const ID_BYTES = 36;
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);

export type SnapshotOutcome =
  | { readonly kind: 'picture'; readonly jpeg: Buffer }
  | { readonly kind: 'not-there' }
  | { readonly kind: 'no-picture' }
  | { readonly kind: 'no-answer' };

/** Asks units for a picture, and hands it to who asked. Nothing of it is kept, here or anywhere. */
export class Snapshots {
  readonly #sender: Pick<CommandSender, 'sendNow'>;
  readonly #patienceMs: number;
  readonly #waiting = new Map<string, { unit: UnitId; answer: (jpeg: Buffer) => void }>();

  constructor(sender: Pick<CommandSender, 'sendNow'>, patienceMs = PATIENCE_MS) {
    this.#sender = sender;
    this.#patienceMs = patienceMs;
  }

  listen(transport: Pick<Transport, 'onSnapshot'>): void {
    transport.onSnapshot((unit, payload) => {
      const asked = this.#waiting.get(payload.subarray(0, ID_BYTES).toString('latin1'));
      if (asked?.unit === unit) asked.answer(payload.subarray(ID_BYTES));
    });
  }

  async take(unit: UnitId, maxWidth: number): Promise<SnapshotOutcome> {
    const id = randomUUID();
    let giveUp: NodeJS.Timeout | undefined;
    try {
      const answer = new Promise<Buffer | null>((resolve) => {
        this.#waiting.set(id, { unit, answer: resolve });
        giveUp = setTimeout(resolve, this.#patienceMs, null);
      });
      if (!(await this.#sender.sendNow(unit, { do: 'snapshot', id, maxWidth }, this.#patienceMs)))
        return { kind: 'not-there' };
      const jpeg = await answer;
      if (jpeg === null) return { kind: 'no-answer' };
      return jpeg.subarray(0, JPEG.length).equals(JPEG) ? { kind: 'picture', jpeg } : { kind: 'no-picture' };
    } finally {
      clearTimeout(giveUp);
      this.#waiting.delete(id);
    }
  }
}
