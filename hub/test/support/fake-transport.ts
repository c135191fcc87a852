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
  #status: (unit: UnitId, payload: Buffer) => void = () => undefined;
  #connection: (unit: UnitId, connected: boolean) => void = () => undefined;

  async publish(topic: string, payload: Buffer | string): Promise<void> {
    if (this.broken) throw new Error('The broker is away.');
    const parsed = parseTopic(topic);
    if (!parsed) throw new TypeError(`The hub published to "${topic}", which is no unit's topic.`);
    this.published.push({ ...parsed, payload: payload.toString() });
  }

  onJournal(): void {}

  onStatus(listener: (unit: UnitId, payload: Buffer) => void): void {
    this.#status = listener;
  }

  onConnection(listener: (unit: UnitId, connected: boolean) => void): void {
    this.#connection = listener;
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

  connect(unit: UnitId, connected: boolean): void {
    this.#connection(unit, connected);
  }
}
