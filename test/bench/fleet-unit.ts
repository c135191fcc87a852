import { hash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { parseUnitId, type UnitId } from '@hadir/shared/ids';
import type { Entry, EntryBody } from '@hadir/shared/journal/entry';
import { signJws } from '@hadir/shared/journal/node-signature';
import { unitTopic } from '@hadir/shared/wire/topics';
import type { OnlineStatus, UnitStatus } from '@hadir/shared/wire/unit-status';
import {
  type ClaimAtHub,
  enrolOnce,
  type Membership,
  makeSecrets,
  Refused,
  type UnitSecrets,
} from './fleet-enrolment.ts';
import { type Link, openLink, publishPacket } from './ingest-link.ts';

/** How a real unit comes back: after each failure twice as late, a share of the delay left to chance. */
const UPLINK_DELAYS = { firstMs: 1_000, longestMs: 120_000, jitter: 0.5 };
const ENROLMENT_DELAYS = { firstMs: 1_000, longestMs: 60_000, jitter: 0.3 };
const CONNECT_MS = 15_000;
const KEEP_ALIVE_SECONDS = 30;
const STATUS_MS = 10_000;
/** What has no receipt after this time is sent again. */
const AGAIN_MS = 10_000;

const boot = randomUUID();
const clock = { source: 'ntp', uncertaintyMs: 2.5 } as const;

/**
 * A unit without a camera: real keys, claim, certificate and signatures, a journal in memory, and a real unit's way of
 * coming back. It has arrived when the hub has receipted its whole journal over the connection that it has now.
 */
export class FleetUnit {
  readonly #secrets: UnitSecrets;
  #membership: Membership | null = null;
  readonly #journal: string[] = [];
  #receipted = 0;
  #link: Link | null = null;
  #heard = false;
  #stopped = false;
  #packets = 0;

  private constructor(secrets: UnitSecrets) {
    this.#secrets = secrets;
  }

  static async make(): Promise<FleetUnit> {
    return new FleetUnit(await makeSecrets());
  }

  get connected(): boolean {
    return this.#link !== null;
  }

  get arrived(): boolean {
    return this.#heard && this.#receipted === this.#journal.length;
  }

  /** Until it succeeds. @throws Refused where another try would be refused as well */
  async enrol(claim: ClaimAtHub): Promise<void> {
    for (let failures = 0; this.#membership === null; failures++) {
      try {
        this.#membership = await enrolOnce(this.#secrets, claim);
      } catch (error) {
        if (error instanceof Refused && !error.heals) throw error;
        await pause(delay(ENROLMENT_DELAYS, failures));
      }
    }
    const { binding } = this.#membership.facts;
    if (binding === null) throw new Error('The hub knows no door for a unit that it enrolled.');
    this.append({ type: 'bound', door: binding.door.id, follows: binding.follows });
  }

  append(body: EntryBody): void {
    const { journalKey } = this.#secrets;
    const last = this.#journal.at(-1);
    const entry = {
      ...{ v: 1, unit: this.#id(), binding: 1, seq: this.#journal.length + 1 },
      prev: last === undefined ? journalKey.kid : hash('sha256', last, 'base64url'),
      ...{ at: new Date().toISOString(), uptimeMs: Math.round(performance.now()), boot, clock },
      ...body,
    } as Entry;
    this.#journal.push(signJws('hadir-entry', journalKey, entry));
  }

  /** Connects, and comes back whenever the connection ends, until it is stopped. */
  async stayConnected(): Promise<void> {
    let failures = 0;
    while (!this.#stopped) {
      try {
        const link = await this.#connect();
        failures = 0;
        await this.#workOver(link);
      } catch {
        // Out of reach or refused: whether it heals shows when it is tried again.
      }
      await pause(delay(UPLINK_DELAYS, failures++), undefined, { ref: false });
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#link?.socket.destroy();
  }

  #connect(): Promise<Link> {
    const { facts, ca, certificate: cert } = this.#member();
    const unit = this.#id();
    const offline: UnitStatus = { v: 1, unit, state: 'offline' };
    return openLink({
      ...{ ca, cert, key: this.#secrets.tlsKey, clientId: unit, port: Number(new URL(facts.broker).port) },
      ...{ connectMs: CONNECT_MS, keepAliveSeconds: KEEP_ALIVE_SECONDS },
      subscribeTo: [unitTopic(unit, 'receipt'), unitTopic(unit, 'command')],
      will: { topic: unitTopic(unit, 'status'), payload: Buffer.from(JSON.stringify(offline)), qos: 1, retain: true },
      onMessage: (payload) => this.#hear(payload),
    });
  }

  /** Resolves when the connection has ended. */
  async #workOver(link: Link): Promise<void> {
    this.#link = link;
    const timers = [setInterval(() => this.#sayStatus(), STATUS_MS), setInterval(() => this.#deliver(), AGAIN_MS)];
    const ended = new Promise<void>((resolve) => link.socket.once('close', () => resolve()));
    this.#sayStatus();
    this.#deliver();
    if (!link.socket.destroyed) await ended;
    for (const timer of timers) clearInterval(timer);
    this.#link = null;
    this.#heard = false;
  }

  #deliver(): void {
    const rest = this.#journal.slice(this.#receipted);
    if (rest.length > 0) this.#publish('journal', rest.join('\n'));
  }

  #sayStatus(): void {
    this.#publish('status', JSON.stringify(this.#status()));
  }

  #publish(channel: 'journal' | 'status', payload: string): void {
    this.#packets = (this.#packets % 65_000) + 1;
    this.#link?.write(publishPacket(unitTopic(this.#id(), channel), Buffer.from(payload), this.#packets));
  }

  #hear(jws: Buffer): void {
    const said = JSON.parse(Buffer.from(jws.toString('latin1').split('.', 2)[1] ?? '', 'base64url').toString());
    if (said.answer !== 'held') return;
    this.#heard = true;
    this.#receipted = Math.max(this.#receipted, said.seq);
  }

  #status(): OnlineStatus {
    return {
      ...{ v: 1, unit: this.#id(), state: 'online', at: new Date().toISOString(), serves: true, binding: 1 },
      door: this.#member().facts.binding?.door.id ?? '',
      ...{ head: this.#journal.length, receipted: this.#receipted, rosterVersion: 0, rosterDigest: null, clock },
      camera: {
        ...{ state: 'running', problem: null, framesPerSecond: 15, framesDropped: 0, framesUndecodable: 0 },
        restarts: 0,
      },
      sightings: { recognised: 0, unknown: 0, notLive: 0, poorQuality: 0 },
      ...{ release: '0.1.0', uptimeMs: Math.round(performance.now()), residentMb: 300, temperatureC: 48 },
      ...{ diskFreeMb: 20_000, problems: [] },
    };
  }

  #id(): UnitId {
    const id = parseUnitId(this.#member().facts.unit);
    if (id === null) throw new Error('The hub named the unit in a way that is none.');
    return id;
  }

  #member(): Membership {
    if (this.#membership === null) throw new Error('The unit is not enrolled yet.');
    return this.#membership;
  }
}

function delay({ firstMs, longestMs, jitter }: typeof UPLINK_DELAYS, failures: number): number {
  return Math.round(Math.min(longestMs, firstMs * 2 ** failures) * (1 - jitter * Math.random()));
}
