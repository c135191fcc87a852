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
 * Entries go out in order, a few messages at a time, and a binding begins only when the hub holds the one before whole. Only a receipt moves the high-water mark: signed by the hub, for
 * this unit, and naming the very hash that stands in this journal. Nothing else may: neither the broker's
 * acknowledgement nor time.
 */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #window: DeliveryWindow;
  #link: Link | null = null;
  /** The one that is being delivered. */
  #binding: number;

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#window = new DeliveryWindow(options.window);
    this.#binding = options.journal.firstUndelivered();
  }

  open(link: Link): void {
    this.#link = link;
    this.#turnTo(this.#options.journal.firstUndelivered());
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
      if (link === null) return;
      const head = journal.headOf(this.#binding).seq;
      // What was written after a binding's end still has to go out before the next one.
      if (this.#binding < journal.binding && journal.receivedOf(this.#binding).seq >= head)
        this.#turnTo(journal.firstUndelivered());
      const next = this.#window.next(journal.headOf(this.#binding).seq, monotonicMs());
      if (next === null) return;
      const { payload, packed } = packRun(journal.readAfter(next.after, next.most, this.#binding));
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
        { receipted: journal.receivedOf(this.#binding).seq, head: journal.headOf(this.#binding).seq },
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

  #turnTo(binding: number): void {
    this.#binding = binding;
    this.#window.open(this.#options.journal.receivedOf(binding).seq);
  }

  /** What the hub holds must be what this journal holds. */
  #isOurs({ binding, seq, hash, answer }: Receipt): boolean {
    const { journal, problems, log } = this.#options;
    if (seq === 0) return true;
    const ours = journal.hashOf(seq, binding);
    if (ours === hash) {
      problems.clear(FOREIGN);
      return true;
    }
    // An entry that was trimmed is one that the hub had confirmed: an old receipt for it says nothing new.
    if (ours === null && seq < journal.receivedOf(binding).seq && answer === 'held') return false;
    this.#window.refuse(monotonicMs());
    const problem =
      ours === null
        ? `The hub holds entry ${seq}, the journal ends at ${journal.headOf(binding).seq}: the data folder is an old copy, or another unit uses these keys. Nothing is sent; claim this unit anew.`
        : `The hub holds another entry ${seq} than the journal: another unit uses these keys. Nothing is sent; find that unit, and claim this one anew.`;
    problems.set(FOREIGN, problem);
    log.error({ binding, seq, hash, ours }, problem);
    return false;
  }

  #follow({ binding, seq, hash, answer, at, reason }: Receipt, jws: string): void {
    const { journal, problems, log } = this.#options;
    const now = monotonicMs();
    if (answer === 'refused') {
      this.#window.refuse(now);
      const problem = `The hub refuses this unit's journal: ${reason ?? 'it gives no reason'}. Everything is kept; ask BKD.`;
      problems.set(REFUSED, problem);
      log.error({ binding, seq, reason }, problem);
      return;
    }
    problems.clear(REFUSED);
    problems.clear(TRIMMED);
    const held = journal.receivedOf(binding).seq;
    const news = answer === 'resend' ? seq !== held : seq > held;
    if (news) journal.takeReceipt({ seq, hash, at, jws }, binding);
    if (answer === 'resend') {
      log.info({ binding, after: seq }, 'The hub asks for entries again.');
      // A binding before this one has to be whole first; one after this one gets its turn.
      if (binding < this.#binding) this.#turnTo(binding);
      if (binding === this.#binding) this.#window.resend(seq, now);
    } else if (binding === this.#binding) this.#window.held(seq);
  }
}
