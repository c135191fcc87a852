import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { BackOff } from '../back-off.ts';
import type { Problems } from '../status/problems.ts';
import { type Credentials, readCredentials, type TrustOutcome, trustAuthorities } from './credentials.ts';
import { EnrolmentError } from './enrolment-error.ts';
import { certificateEnd, type RenewalOptions, renewalMoment, renewCertificate } from './renew-certificate.ts';

export interface KeeperOptions extends RenewalOptions {
  readonly problems: Problems;
  readonly log: Logger;
  /** There is a new certificate to connect with. */
  readonly onRenewed: () => void;
  /** Of the wall clock. */
  readonly now?: () => Date;
  readonly backOff?: BackOff;
  /** Over how long the renewals after an order to trust are spread, milliseconds. */
  readonly spreadMs?: number;
}

const PROBLEM = 'certificate';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** From when on a certificate that cannot be renewed is a problem for people. */
const WORRY_MS = 30 * DAY_MS;

/** Keeps the unit's certificate fresh: looks every hour, renews in time and again until it succeeds. */
export class CertificateKeeper {
  readonly #options: Required<KeeperOptions>;
  readonly #stop = new AbortController();
  #wake = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #renewing: Promise<Credentials> | null = null;

  constructor(options: KeeperOptions) {
    const backOff = new BackOff({ firstMs: 60_000, longestMs: 6 * HOUR_MS, jitter: 0.5 });
    this.#options = { now: () => new Date(), backOff, spreadMs: 10_000, ...options };
  }

  start(): void {
    this.#running = this.#keepFresh();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#wake.abort();
    await this.#running;
  }

  /** Trusts these authorities from the next connection on, and renews the certificate under the newest of them. */
  trust(pems: string): TrustOutcome {
    const outcome = trustAuthorities(this.#options.data, pems);
    if (outcome.ok) this.#wake.abort();
    return outcome;
  }

  /** Renews a certificate that has expired: without one, the broker need not be asked. @throws EnrolmentError. */
  async beforeConnect(): Promise<void> {
    const { data, now } = this.#options;
    if (certificateEnd(readCredentials(data)) <= now()) await this.#renew();
  }

  async #keepFresh(): Promise<void> {
    const { data, now, backOff, spreadMs } = this.#options;
    while (!this.#stop.signal.aborted) {
      try {
        const dueInMs = renewalMoment(readCredentials(data)).getTime() - now().getTime();
        if (dueInMs > 0) {
          backOff.reset();
          const woken = await this.#sleep(Math.min(dueInMs, HOUR_MS));
          if (woken) await this.#sleep(Math.random() * spreadMs);
          continue;
        }
        const fresh = await this.#renew();
        if (renewalMoment(fresh) > now()) continue;
        this.#worry(new EnrolmentError('bad-answer', 'The hub gave a certificate that is due at once.', 'Ask BKD.'));
      } catch (error) {
        if (this.#stop.signal.aborted) return;
        this.#worry(error);
      }
      await this.#sleep(backOff.next());
    }
  }

  /** One renewal at a time, whoever asks for it. */
  #renew(): Promise<Credentials> {
    this.#renewing ??= this.#renewOnce().finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  async #renewOnce(): Promise<Credentials> {
    const { problems, log, onRenewed } = this.#options;
    const fresh = await renewCertificate(this.#options, this.#stop.signal);
    problems.clear(PROBLEM);
    log.info({ until: certificateEnd(fresh) }, 'The certificate is renewed; the unit connects with it.');
    onRenewed();
    return fresh;
  }

  #worry(error: unknown): void {
    const { now, backOff, problems, log } = this.#options;
    const end = this.#end();
    const words = error instanceof Error ? error.message : String(error);
    const refused = error instanceof EnrolmentError && error.code !== 'hub-unreachable';
    if (refused || end === null || end.getTime() - now().getTime() < WORRY_MS)
      problems.set(PROBLEM, `The certificate${end === null ? '' : ` until ${day(end)}`} is not renewed: ${words}`);
    if (Number.isInteger(Math.log2(backOff.failures + 1)))
      log.warn({ until: end, code: codeOf(error) }, `The certificate is not renewed: ${words} It is tried again.`);
  }

  /** @returns null where the certificate is unreadable: the door is watched all the same. */
  #end(): Date | null {
    try {
      return certificateEnd(readCredentials(this.#options.data));
    } catch {
      return null;
    }
  }

  /** @returns whether it was woken before the time. */
  async #sleep(milliseconds: number): Promise<boolean> {
    this.#wake = new AbortController();
    const { signal } = this.#wake;
    if (this.#stop.signal.aborted) return false;
    await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
    return signal.aborted && !this.#stop.signal.aborted;
  }
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function codeOf(error: unknown): unknown {
  return error instanceof EnrolmentError ? error.code : undefined;
}
