import { setTimeout as sleep } from 'node:timers/promises';
import type { UnitId } from '@hadir/shared/ids';
import type { Ed25519Jwk } from '@hadir/shared/journal/ed25519-jwk';
import { unitTopic } from '@hadir/shared/wire/topics';
import type { UnitStatus } from '@hadir/shared/wire/unit-status';
import type { Logger } from 'pino';
import { BackOff } from '../back-off.ts';
import type { HubTime } from '../clock/hub-time.ts';
import type { Journal } from '../journal/journal.ts';
import type { PictureDelivery } from '../pictures/deliver-pictures.ts';
import type { Problems } from '../status/problems.ts';
import { Delivery } from './deliver-journal.ts';
import { DEFAULT_WINDOW_POLICY, type WindowPolicy } from './delivery-window.ts';
import type { Link, OpenLink } from './link.ts';

export interface UplinkOptions {
  readonly unit: UnitId;
  readonly journal: Journal;
  readonly pictures: Pick<PictureDelivery, 'open' | 'close' | 'pump' | 'takeReceipt'>;
  /** Pinned when the unit was claimed. */
  readonly hubKey: Ed25519Jwk;
  readonly openLink: OpenLink;
  readonly hubTime: HubTime;
  readonly problems: Problems;
  readonly log: Logger;
  readonly status: () => UnitStatus;
  readonly onCommand: (payload: string) => void;
  readonly window?: WindowPolicy;
  readonly backOff?: BackOff;
  readonly statusMs?: number;
}

const TICK_MS = 1_000;
/** A change shows at once, but several changes make one message. */
const STATUS_PAUSE_MS = 250;
/** How long a unit that stops waits for its last word to be taken; the will says the same without it. */
const FAREWELL_MS = 2_000;

/**
 * The unit's connection to the hub: connects, says how the unit is, delivers the journal and then pictures, takes orders; and when the
 * connection ends, comes back, ever more patiently. It may take weeks: the journal keeps everything until then.
 */
export class Uplink {
  readonly #options: Required<UplinkOptions>;
  readonly #delivery: Delivery;
  readonly #stop = new AbortController();
  #link: Link | null = null;
  #again = false;
  #end: (reason: string) => void = () => undefined;
  #running: Promise<void> = Promise.resolve();
  #statusTimer: NodeJS.Timeout | null = null;

  constructor(options: UplinkOptions) {
    const backOff = new BackOff({ firstMs: 1_000, longestMs: 120_000, jitter: 0.5 });
    this.#options = { window: DEFAULT_WINDOW_POLICY, backOff, statusMs: 10_000, ...options };
    this.#delivery = new Delivery(this.#options);
  }

  get connected(): boolean {
    return this.#link !== null;
  }

  start(): void {
    this.#running = this.#keepConnected();
  }

  /** Says that the unit goes offline, and closes the connection. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  /** Connects anew at once, with a renewed certificate. What has no receipt yet is delivered again. */
  reconnect(): void {
    if (this.#link === null) return;
    this.#again = true;
    this.#end('the unit connects with its new certificate');
  }

  /** There is a new entry in the journal. */
  entryAppended(): void {
    this.#delivery.pump();
  }

  /** Something that the status says changed. */
  statusChanged(): void {
    if (this.#link === null || this.#statusTimer !== null) return;
    this.#statusTimer = setTimeout(() => {
      this.#statusTimer = null;
      void this.#publishStatus(this.#options.status());
    }, STATUS_PAUSE_MS);
  }

  /** Once, and never again: a picture that nobody receives is gone. */
  async publishSnapshot(payload: Buffer): Promise<void> {
    const { unit, log } = this.#options;
    try {
      await this.#link?.publish(unitTopic(unit, 'snapshot'), payload, { qos: 0, retain: false });
    } catch (error) {
      log.debug({ error }, 'The picture was not taken: the connection is ending.');
    }
  }

  async #keepConnected(): Promise<void> {
    const { backOff, log } = this.#options;
    const stopped = this.#stop.signal;
    while (!stopped.aborted) {
      this.#again = false;
      const reason = await this.#connectOnce();
      if (stopped.aborted) break;
      if (this.#again) continue;
      const delayMs = backOff.next();
      // The first failure, and then ever fewer of them: a unit may be without its hub for weeks.
      if (Number.isInteger(Math.log2(backOff.failures)))
        log.warn(
          { reason, delayMs, failures: backOff.failures },
          `The hub is out of reach: ${reason}. The journal keeps everything, and the unit tries again.`,
        );
      await sleep(delayMs, undefined, { signal: stopped }).catch(() => undefined);
    }
  }

  /** @returns why the connection ended. */
  async #connectOnce(): Promise<string> {
    const { openLink, unit, onCommand, pictures, backOff, log, statusMs } = this.#options;
    let end: (reason: string) => void = () => undefined;
    const ended = new Promise<string>((resolve) => {
      end = resolve;
    });
    const receipts = unitTopic(unit, 'receipt');
    let link: Link;
    try {
      link = await openLink({
        onMessage: (topic, payload) => {
          if (topic !== receipts) onCommand(payload);
          else if (!pictures.takeReceipt(payload)) this.#delivery.takeReceipt(payload);
        },
        onClose: (reason) => end(reason),
      });
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    this.#link = link;
    this.#end = end;
    backOff.reset();
    log.info('Connected to the hub.');
    const onStop = () => end('the unit stops');
    this.#stop.signal.addEventListener('abort', onStop, { once: true });
    const ticks = setInterval(() => {
      this.#delivery.tick();
      pictures.pump();
    }, TICK_MS);
    const statuses = setInterval(() => this.statusChanged(), statusMs);
    if (this.#stop.signal.aborted) onStop();
    // A message that is never taken settles only when its link is closed: nothing may wait for it beyond the connection.
    await Promise.race([this.#publishStatus(this.#options.status()), ended]);
    this.#delivery.open(link);
    pictures.open(link);
    const reason = await ended;
    this.#stop.signal.removeEventListener('abort', onStop);
    clearInterval(ticks);
    clearInterval(statuses);
    if (this.#statusTimer !== null) clearTimeout(this.#statusTimer);
    this.#statusTimer = null;
    this.#delivery.close();
    pictures.close();
    if (this.#stop.signal.aborted)
      await Promise.race([
        this.#publishStatus({ v: 1, unit, state: 'offline' }),
        sleep(FAREWELL_MS, undefined, { ref: false }),
      ]);
    this.#link = null;
    await link.close();
    return reason;
  }

  async #publishStatus(status: UnitStatus): Promise<void> {
    const { unit, log } = this.#options;
    try {
      await this.#link?.publish(unitTopic(unit, 'status'), JSON.stringify(status), { qos: 1, retain: true });
    } catch (error) {
      log.debug({ error }, 'The status was not taken: the connection is ending.');
    }
  }
}
