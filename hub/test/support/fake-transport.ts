import type { UnitId } from '@hadir/shared/ids';
import { parseTopic } from '@hadir/shared/wire/topics';
import type { Transport } from '../../src/broker/transport.ts';

export interface Published {
  readonly unit: UnitId;
  readonly channel: string;
  readonly payload: string;
}

/** A broker without a network: what the hub publishes is kept, and tests speak for the units. */
export class FakeTransport implements Transport {
  readonly published: Published[] = [];
  /** Set to make every publish fail, as a broker that is away does. */
  broken = false;
  /** Units that are not connected, whatever their last status says. */
  readonly absent = new Set<UnitId>();
  /** Told of every message after it was kept. */
  onPublished: ((unit: UnitId) => void) | undefined;
  #snapshot: (unit: UnitId, payload: Buffer) => void = () => undefined;
  #picture: (unit: UnitId, payload: Buffer) => void = () => undefined;
  #status: (unit: UnitId, payload: Buffer) => void = () => undefined;
  #connection: (unit: UnitId, connected: boolean) => void = () => undefined;

  async publish(topic: string, payload: Buffer | string): Promise<boolean> {
    if (this.broken) throw new Error('The broker is away.');
    const parsed = parseTopic(topic);
    if (!parsed) throw new TypeError(`The hub published to "${topic}", which is no unit's topic.`);
    if (this.absent.has(parsed.unit)) return false;
    this.published.push({ ...parsed, payload: payload.toString() });
    this.onPublished?.(parsed.unit);
    return true;
  }

  onJournal(): void {}

  onStatus(listener: (unit: UnitId, payload: Buffer) => void): void {
    this.#status = listener;
  }

  onConnection(listener: (unit: UnitId, connected: boolean) => void): void {
    this.#connection = listener;
  }

  onSnapshot(listener: (unit: UnitId, payload: Buffer) => void): void {
    this.#snapshot = listener;
  }

  onPicture(listener: (unit: UnitId, payload: Buffer) => void): void {
    this.#picture = listener;
  }

  async disconnect(): Promise<void> {}

  async start(): Promise<{ url: string }> {
    return { url: 'mqtts://localhost:8883' };
  }

  async stop(): Promise<void> {}

  /** A unit publishes its status. */
  say(unit: UnitId, status: object | string): void {
    this.#status(unit, Buffer.from(typeof status === 'string' ? status : JSON.stringify(status)));
  }

  /** A unit publishes a snapshot. */
  show(unit: UnitId, payload: Buffer): void {
    this.#snapshot(unit, payload);
  }

  /** A unit publishes a sealed picture. */
  sendPicture(unit: UnitId, payload: Buffer): void {
    this.#picture(unit, payload);
  }

  connect(unit: UnitId, connected: boolean): void {
    this.#connection(unit, connected);
  }
}
