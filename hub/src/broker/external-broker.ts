import { readFile } from 'node:fs/promises';
import type { UnitId } from '@hadir/shared/ids';
import { hubFilter, MAX_MESSAGE_BYTES, parseTopic } from '@hadir/shared/wire/topics';
import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt';
import type { Logger } from 'pino';
import type { Authority } from '../authority/authority.ts';
import { BrokerError } from './broker-error.ts';
import type { Transport } from './transport.ts';

export interface ExternalBrokerConfig {
  readonly url: string;
  readonly certFile: string | null;
  readonly keyFile: string | null;
  readonly caFile: string | null;
}

/** Hubs of one group share the journals among themselves; every hub gets every status, which is cheap and idempotent. */
const GROUP = 'hub';
/** How many journals the broker may send before earlier ones are stored: the back-pressure of MQTT 5. */
const RECEIVE_MAXIMUM = 500;

/**
 * Any MQTT 5 broker in place of the embedded one. The broker proves who a unit is (client certificates, and an ACL as
 * in hub/mosquitto): a topic's unit is taken at its word here. A journal is acknowledged when it was received, not when
 * it was stored; what a hub loses by dying, the unit sends again, for it has no receipt.
 */
export function createExternalBroker(
  config: ExternalBrokerConfig,
  authority: Pick<Authority, 'caPem' | 'issueHubClientCredentials'>,
  log: Logger,
): Transport {
  const statusListeners: ((unit: UnitId, payload: Buffer) => void)[] = [];
  const connectionListeners: ((unit: UnitId, connected: boolean) => void)[] = [];
  const snapshotListeners: ((unit: UnitId, payload: Buffer) => void)[] = [];
  const pictureListeners: ((unit: UnitId, payload: Buffer) => void)[] = [];
  const online = new Map<UnitId, boolean>();
  let journal: ((unit: UnitId, payload: Buffer) => Promise<void> | undefined) | null = null;
  let client: MqttClient | null = null;

  const receive = async (topic: string, payload: Buffer): Promise<void> => {
    const parsed = parseTopic(topic);
    if (parsed?.channel === 'journal') await journal?.(parsed.unit, payload);
    if (parsed?.channel === 'snapshot') for (const listener of snapshotListeners) listener(parsed.unit, payload);
    if (parsed?.channel === 'picture') for (const listener of pictureListeners) listener(parsed.unit, payload);
    if (parsed?.channel !== 'status') return;
    const connected = saysOnline(payload);
    if (connected !== null && online.get(parsed.unit) !== connected) {
      online.set(parsed.unit, connected);
      for (const listener of connectionListeners) listener(parsed.unit, connected);
    }
    for (const listener of statusListeners) listener(parsed.unit, payload);
  };

  return {
    onJournal: (listener) => {
      journal = listener;
    },
    onStatus: (listener) => void statusListeners.push(listener),
    onConnection: (listener) => void connectionListeners.push(listener),
    onSnapshot: (listener) => void snapshotListeners.push(listener),
    onPicture: (listener) => void pictureListeners.push(listener),

    async publish(topic, payload, { qos, retain }) {
      // A broker that is away is no reason to keep receipts: the unit asks again.
      if (!client?.connected) return false;
      await client.publishAsync(topic, payload, { qos, retain: retain ?? false });
      return true;
    },

    async disconnect(unit) {
      // MQTT knows no order to end a session, but a second connection under the same client id ends the first.
      const options = await takeOverOptions(config, authority, unit);
      try {
        const taken = await connectAsync(config.url, options, false);
        await taken.endAsync();
      } catch (error) {
        log.warn(
          { err: error, unit },
          'The session of a unit that is shut out could not be taken over at the broker. Nothing that it sends is taken; to cut it off, give the broker the revocation list (crl.pem in the data folder).',
        );
      }
    },

    async start() {
      const options = await clientOptions(config, authority);
      try {
        client = await connectAsync(config.url, options, false);
      } catch (cause) {
        const problem = cause instanceof Error ? cause.message : String(cause);
        throw new BrokerError('not-reachable', `The MQTT broker at ${config.url} does not take this hub: ${problem}`, {
          cause,
        });
      }
      client.handleMessage = (packet, done) => {
        const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
        receive(packet.topic, payload).then(
          () => done(),
          (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
        );
      };
      client.on('error', (error) =>
        log.error({ err: error }, 'The MQTT broker refuses this hub. Units wait with their journals.'),
      );
      client.on('close', () =>
        log.warn('The connection to the MQTT broker is gone. Units keep their journals; trying again.'),
      );
      client.on('connect', () => log.info('The connection to the MQTT broker is back.'));
      await client.subscribeAsync({
        [hubFilter('journal', GROUP)]: { qos: 1 },
        [hubFilter('status')]: { qos: 1 },
        // Only the hub that asked knows the id: every hub must hear it.
        [hubFilter('snapshot')]: { qos: 0 },
      });
      try {
        await client.subscribeAsync(hubFilter('picture', GROUP), { qos: 1 });
      } catch (error) {
        log.error(
          { err: error },
          'The MQTT broker does not let this hub read pictures: bring its access list up to date (hub/mosquitto/acl). Units keep their pictures until then.',
        );
      }
      return { url: config.url };
    },

    async stop() {
      await client?.endAsync();
      client = null;
    },
  };
}

/** Connects as the unit itself, which the hub may because it is the authority. */
async function takeOverOptions(
  config: ExternalBrokerConfig,
  authority: Pick<Authority, 'caPem' | 'issueHubClientCredentials'>,
  unit: UnitId,
): Promise<IClientOptions> {
  const { cert, key } = await authority.issueHubClientCredentials(unit);
  const ca = config.caFile === null ? authority.caPem : await readFile(config.caFile);
  return { cert, key, ca, clientId: unit, protocolVersion: 5, clean: true, reconnectPeriod: 0, connectTimeout: 5_000 };
}

/** Without files, the hub shows a certificate of its own authority and trusts the same. */
async function clientOptions(
  config: ExternalBrokerConfig,
  authority: Pick<Authority, 'caPem' | 'issueHubClientCredentials'>,
): Promise<IClientOptions> {
  const own = await authority.issueHubClientCredentials();
  return {
    cert: config.certFile === null ? own.cert : await readFile(config.certFile),
    key: config.keyFile === null ? own.key : await readFile(config.keyFile),
    ca: config.caFile === null ? authority.caPem : await readFile(config.caFile),
    protocolVersion: 5,
    clean: true,
    keepalive: 30,
    reconnectPeriod: 1_000,
    connectTimeout: 10_000,
    rejectUnauthorized: true,
    properties: { receiveMaximum: RECEIVE_MAXIMUM, maximumPacketSize: MAX_MESSAGE_BYTES + 1_024 },
  };
}

/** @returns null where the payload is no status; whether it is a right one is the listener's to check. */
function saysOnline(payload: Buffer): boolean | null {
  try {
    const status: unknown = JSON.parse(payload.toString());
    if (typeof status !== 'object' || status === null || !('state' in status)) return null;
    return status.state === 'online' ? true : status.state === 'offline' ? false : null;
  } catch {
    return null;
  }
}
