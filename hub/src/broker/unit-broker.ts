import type { UnitId } from '@hadir/shared/ids';
import { parseTopic, type UnitChannel, unitTopic } from '@hadir/shared/wire/topics';
import { Aedes, type AedesOptions, type AedesPublishPacket, type Client } from 'aedes';
import { GuardedConnection } from './guarded-connection.ts';

export interface UnitBrokerEvents {
  readonly admit: (connection: GuardedConnection) => Promise<{ ok: true } | { ok: false; problem: string }>;
  readonly journal: (unit: UnitId, payload: Buffer) => Promise<void> | undefined;
  readonly status: (unit: UnitId, payload: Buffer) => void;
  readonly snapshot: (unit: UnitId, payload: Buffer) => void;
  readonly picture: (unit: UnitId, payload: Buffer) => void;
  /** A unit tried what it may not; the words say what. */
  readonly refused: (connection: GuardedConnection, problem: RefusedUse, detail: string, payload: Buffer) => void;
}

export type RefusedUse = 'foreign-topic' | 'foreign-subscription' | 'foreign-will' | 'quality-of-service';

type Done = (error?: Error) => void;

/** What a unit may publish. */
const WRITABLE: readonly UnitChannel[] = ['journal', 'status', 'snapshot', 'picture'];

/**
 * aedes with the rules of our topics. Who a client is comes from its connection, never from what it says: its client
 * id becomes its unit id, so that no unit can push another one off, and every session is a clean one, so that nothing
 * is kept for the absent. Journals and status go straight to the hub: nobody else may subscribe to them.
 */
export class UnitBroker extends Aedes {
  readonly #events: UnitBrokerEvents;

  constructor(events: UnitBrokerEvents, options: AedesOptions) {
    super({
      ...options,
      preConnect: (client, packet, done) => {
        const connection = connectionOf(client);
        packet.clientId = connection.unit;
        packet.clean = true;
        const will = packet.will?.topic;
        if (will !== undefined && will !== unitTopic(connection.unit, 'status')) {
          events.refused(connection, 'foreign-will', `The will would go to ${shown(will)}.`, Buffer.alloc(0));
          done(new Error('foreign will'), false);
        } else done(null, true);
      },
      authenticate: (client, _username, _password, done) => {
        events.admit(connectionOf(client)).then(
          ({ ok }) => done(null, ok),
          () => done(Object.assign(new Error('The hub cannot ask its database.'), { returnCode: 3 }), false),
        );
      },
      authorizePublish: (client, packet, done) => {
        const connection = connectionOf(client);
        const payload = bytesOf(packet.payload);
        const topic = parseTopic(packet.topic);
        if (topic?.unit !== connection.unit || !WRITABLE.includes(topic.channel)) {
          events.refused(connection, 'foreign-topic', `The message went to ${shown(packet.topic)}.`, payload);
          done(new Error('foreign topic'));
        } else if (packet.qos === 2) {
          events.refused(connection, 'quality-of-service', 'The message has QoS 2.', payload);
          done(new Error('QoS 2'));
        } else done();
      },
      authorizeSubscribe: (client, subscription, done) => {
        const connection = connectionOf(client);
        const own = ['receipt', 'command'] as const;
        if (own.some((channel) => subscription.topic === unitTopic(connection.unit, channel))) {
          done(null, subscription);
          return;
        }
        events.refused(
          connection,
          'foreign-subscription',
          `It asked for ${shown(subscription.topic)}.`,
          Buffer.alloc(0),
        );
        done(null, null);
      },
    });
    this.#events = events;
  }

  /** aedes hands every accepted PUBLISH and every will to this method; those of a unit end here. */
  override publish(packet: AedesPublishPacket, sender: Client | Done | null, done?: Done): void {
    const finish = typeof sender === 'function' ? sender : (done ?? (() => undefined));
    const connection = typeof sender === 'object' ? sender?.conn : undefined;
    if (!(connection instanceof GuardedConnection)) {
      super.publish(packet, finish);
      return;
    }
    const payload = bytesOf(packet.payload);
    const channel = parseTopic(packet.topic)?.channel;
    if (channel === 'status') this.#events.status(connection.unit, payload);
    else if (channel === 'snapshot') this.#events.snapshot(connection.unit, payload);
    else if (channel === 'picture') this.#events.picture(connection.unit, payload);
    else {
      const room = this.#events.journal(connection.unit, payload);
      if (room !== undefined) connection.hold(room);
    }
    finish();
  }
}

function connectionOf(client: Client | null): GuardedConnection {
  if (client?.conn instanceof GuardedConnection) return client.conn;
  throw new TypeError('Every client of this broker has a guarded connection.');
}

function bytesOf(payload: Buffer | string): Buffer {
  return typeof payload === 'string' ? Buffer.from(payload) : payload;
}

/** A topic of a stranger's choosing, fit for a log line. */
function shown(topic: string): string {
  return JSON.stringify(topic.slice(0, 100));
}
