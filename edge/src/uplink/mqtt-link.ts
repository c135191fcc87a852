import type { UnitId } from '@hadir/shared/ids';
import { unitTopic } from '@hadir/shared/wire/topics';
import type { UnitStatus } from '@hadir/shared/wire/unit-status';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { type Link, LinkError, type OpenLink } from './link.ts';

export interface MqttLinkOptions {
  readonly unit: UnitId;
  /** Asked anew for each connection: certificates are renewed, authorities change, brokers move. @throws Error where there is none. */
  readonly connection: () => Connection;
}

interface Connection {
  /** mqtts://host:port */
  readonly broker: string;
  /** PEM. */
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

const CONNECT_MS = 15_000;
const KEEP_ALIVE_SECONDS = 30;

/**
 * Connects once, by TLS (1.2 or later, as Node.js has it) with the unit's certificate and the pinned authority. Coming back after a connection ended is
 * the uplink's work, with a new link: what was not receipted is in the journal, so nothing is stored here.
 */
export function mqttLink(options: MqttLinkOptions): OpenLink {
  return async (events) => {
    const { unit } = options;
    const connection = options.connection();
    const client = mqtt.connect(connection.broker, clientOptions(unit, connection));
    let lastError: Error | null = null;
    client.on('error', (error) => {
      lastError = error;
    });
    try {
      await waitForConnection(client, () => lastError);
      const granted = await client.subscribeAsync({
        [unitTopic(unit, 'receipt')]: { qos: 0 },
        [unitTopic(unit, 'command')]: { qos: 1 },
      });
      if (granted.some(({ qos }) => qos > 2)) throw new LinkError('the broker refused the subscriptions');
    } catch (cause) {
      await endNow(client);
      if (cause instanceof LinkError) throw cause;
      throw new LinkError(cause instanceof Error ? cause.message : String(cause), cause);
    }
    client.on('message', (topic, payload) => events.onMessage(topic, payload.toString()));
    const onClose = () => events.onClose(lastError?.message ?? 'the broker closed the connection');
    client.once('close', onClose);
    const link: Link = {
      publish: async (topic, payload, publishOptions) => {
        await client.publishAsync(topic, payload, publishOptions);
      },
      close: async () => {
        client.off('close', onClose);
        await endNow(client);
      },
    };
    return link;
  };
}

function clientOptions(unit: UnitId, { ca, certificate, key }: Connection): IClientOptions {
  const offline: UnitStatus = { v: 1, unit, state: 'offline' };
  return {
    protocolVersion: 4,
    clientId: unit,
    clean: true,
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
    connectTimeout: CONNECT_MS,
    keepalive: KEEP_ALIVE_SECONDS,
    will: { topic: unitTopic(unit, 'status'), payload: Buffer.from(JSON.stringify(offline)), qos: 1, retain: true },
    ca,
    cert: certificate,
    key,
    rejectUnauthorized: true,
  };
}

function waitForConnection(client: MqttClient, lastError: () => Error | null): Promise<void> {
  return new Promise((resolve, reject) => {
    client.once('connect', () => resolve());
    client.once('close', () => {
      const error = lastError();
      reject(new LinkError(error?.message ?? 'the broker closed the connection before it was made', error));
    });
  });
}

async function endNow(client: MqttClient): Promise<void> {
  await client.endAsync(true);
}
