import type { Receipt } from '@hadir/shared/wire/receipt';
import { unitTopic } from '@hadir/shared/wire/topics';
import { monotonicMs } from '../clock/unit-clock.ts';
import { DeliveryWindow } from './delivery-window.ts';
import type { Link } from './link.ts';
import { packRun } from './pack-run.ts';
import type { UplinkOptions } from './uplink.ts';
import { verifyReceipt } from './verify-receipt.ts';

type DeliveryOptions = Pick<UplinkOptions, 'unit' | 'journal' | 'hubKey' | 'hubTime' | 'problems' | 'log'> &
  Required<Pick<UplinkOptions, 'window'>>;

const REFUSED = 'hub-refuses';
const FOREIGN = 'hub-differs';
const TRIMMED = 'hub-asks-too-far-back';

/**
 * Delivers the journal over one connection after the other.
 *
 * Entries go out in order, a few messages at a time. Only a receipt moves the high-water mark: signed by the hub, for
 * this unit, and naming the very hash that stands in this journal. Nothing else may: neither the broker's
 * acknowledgement nor time.
 */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #window: DeliveryWindow;
  #link: Link | null = null;

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#window = new DeliveryWindow(options.window);
  }

  open(link: Link): void {
    this.#link = link;
    this.#window.open(this.#options.journal.received.seq);
    this.pump();
  }

  close(): void {
    this.#link = null;
  }

  /** Sends what the window allows. */
  pump(): void {
    const { journal, unit, problems, log } = this.#options;
    for (;;) {
      const link = this.#link;
      const next = link === null ? null : this.#window.next(journal.head.seq, monotonicMs());
      if (link === null || next === null) return;
      const { payload, packed } = packRun(journal.readAfter(next.after, next.most));
      const first = packed[0];
      const last = packed.at(-1);
      if (first === undefined || last === undefined) return;
      if (first.seq !== next.after + 1) {
        problems.set(
          TRIMMED,
          `The hub asks for entries from ${next.after + 1} on, but the journal begins at ${first.seq}: restore the hub from a later backup.`,
        );
        this.#window.refuse(monotonicMs());
        return;
      }
      this.#window.sent(last.seq, monotonicMs());
      link.publish(unitTopic(unit, 'journal'), payload, { qos: 1, retain: false }).catch((error: unknown) => {
        log.debug({ error, from: first.seq, to: last.seq }, 'Entries were not taken: the connection is ending.');
      });
    }
  }

  /** Once a second. */
  tick(): void {
    const { journal, log } = this.#options;
    journal.flushReceipt();
    if (this.#window.checkTimeout(monotonicMs()))
      log.warn(
        { receipted: journal.received.seq, head: journal.head.seq },
        'The hub gave no receipt in time: everything that it has not confirmed is sent again. When this repeats, look at the hub.',
      );
    this.pump();
  }

  /** @param payload of a message on the unit's receipt topic. */
  takeReceipt(payload: string): void {
    const { unit, journal, hubKey, hubTime, log } = this.#options;
    const outcome = verifyReceipt(payload, { unit, binding: journal.binding, hubKey });
    if (outcome.kind === 'refused') {
      log.warn({ reason: outcome.reason }, `A receipt was not believed: ${outcome.reason}.`);
      return;
    }
    const { receipt } = outcome;
    hubTime.hear(receipt.at);
    if (this.#isOurs(receipt)) this.#follow(receipt, payload);
    this.pump();
  }

  /** What the hub holds must be what this journal holds. */
  #isOurs({ seq, hash, answer }: Receipt): boolean {
    const { journal, problems, log } = this.#options;
    if (seq === 0) return true;
    const ours = journal.hashOf(seq);
    if (ours === hash) {
      problems.clear(FOREIGN);
      return true;
    }
    // An entry that was trimmed is one that the hub had confirmed: an old receipt for it says nothing new.
    if (ours === null && seq < journal.received.seq && answer === 'held') return false;
    this.#window.refuse(monotonicMs());
    const problem =
      ours === null
        ? `The hub holds entry ${seq}, the journal ends at ${journal.head.seq}: the data folder is an old copy, or another unit uses these keys. Nothing is sent; claim this unit anew.`
        : `The hub holds another entry ${seq} than the journal: another unit uses these keys. Nothing is sent; find that unit, and claim this one anew.`;
    problems.set(FOREIGN, problem);
    log.error({ seq, hash, ours }, problem);
    return false;
  }

  #follow({ seq, hash, answer, at, reason }: Receipt, jws: string): void {
    const { journal, problems, log } = this.#options;
    const now = monotonicMs();
    if (answer === 'refused') {
      this.#window.refuse(now);
      const problem = `The hub refuses this unit's journal: ${reason ?? 'it gives no reason'}. Everything is kept; ask BKD.`;
      problems.set(REFUSED, problem);
      log.error({ seq, reason }, problem);
      return;
    }
    problems.clear(REFUSED);
    problems.clear(TRIMMED);
    if (answer === 'resend') {
      log.info({ after: seq }, 'The hub asks for entries again.');
      if (seq !== journal.received.seq) journal.takeReceipt({ seq, hash, at, jws });
      this.#window.resend(seq, now);
    } else {
      if (seq > journal.received.seq) journal.takeReceipt({ seq, hash, at, jws });
      this.#window.held(seq);
    }
  }
}
