import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { parseUnitId, type UnitId } from '@hadir/shared/ids';
import { MAX_MESSAGE_BYTES, parseTopic } from '@hadir/shared/wire/topics';
import type { Client } from 'aedes';
import type { Logger } from 'pino';
import type { Authority } from '../authority/authority.ts';
import { tlsOf } from '../authority/tls-of.ts';
import { BrokerError } from './broker-error.ts';
import { createContestWatch } from './contest-watch.ts';
import { GuardedConnection, PacketRefused } from './guarded-connection.ts';
import { createRefusalLog } from './refusal-log.ts';
import type { Transport } from './transport.ts';
import { type RefusedUse, UnitBroker } from './unit-broker.ts';
import type { UnitRegistry } from './unit-registry.ts';

export interface EmbeddedBrokerConfig {
  readonly listen: string;
  readonly mqttPort: number;
  readonly publicHost: string;
  /** How long a connection may take to say who it is. */
  readonly handshakeMs?: number;
}

/** What a unit sent and the broker did not let through. */
export interface RefusedMessage {
  readonly unit: UnitId;
  readonly reason: RefusedUse | 'too-large';
  readonly detail: string;
  readonly content: Buffer;
  readonly bytes: number;
}

export interface EmbeddedBrokerDependencies {
  readonly authority: Pick<Authority, 'caPem' | 'serverCredentials' | 'onChange'>;
  readonly registry: UnitRegistry;
  /** Keeps it as evidence; errors are the receiver's to report. */
  readonly keepRefused: (refused: RefusedMessage) => void;
  /** Two connections fight over a unit's name. */
  readonly contested?: (unit: UnitId) => void;
  readonly log: Logger;
}

/** A packet around a journal message of the largest size: topic, message id and MQTT 5 properties. */
const PACKET_OVERHEAD = 1_024;
const STATUS_BYTES = 65_536;
const HANDSHAKE_MS = 10_000;
/** A unit that does not read: beyond this its connection is ended. */
const UNREAD_BYTES = 4 * 1_048_576;
/** A unit says something every ten seconds: who was heard in this time is still there. */
const ALIVE_MS = 15_000;

/** aedes behind mutual TLS, in the hub's process. */
export function createEmbeddedBroker(config: EmbeddedBrokerConfig, needs: EmbeddedBrokerDependencies): Transport {
  const { registry, log } = needs;
  const handshakeMs = config.handshakeMs ?? HANDSHAKE_MS;
  const refusal = createRefusalLog(log);
  const contests = createContestWatch();
  const clients = new Map<UnitId, Client>();
  const sockets = new Set<Socket>();
  const statusListeners: ((unit: UnitId, payload: Buffer) => void)[] = [];
  const connectionListeners: ((unit: UnitId, connected: boolean) => void)[] = [];
  const snapshotListeners: ((unit: UnitId, payload: Buffer) => void)[] = [];
  const pictureListeners: ((unit: UnitId, payload: Buffer) => void)[] = [];
  let journal: ((unit: UnitId, payload: Buffer) => Promise<void> | undefined) | null = null;
  let running: { server: Server; broker: UnitBroker } | null = null;

  const refuse = (
    connection: GuardedConnection,
    reason: RefusedMessage['reason'],
    detail: string,
    content: Buffer,
    bytes: number,
  ) => {
    refusal(
      connection.unit,
      reason,
      { detail, address: connection.remoteAddress },
      'A unit tried what it may not; its message is in quarantine and nobody else is touched. Look at its software.',
    );
    needs.keepRefused({ unit: connection.unit, reason, detail, content, bytes });
  };

  const watchForRival = (connection: GuardedConnection): void => {
    const { unit } = connection;
    const rival = clients.get(unit)?.conn;
    if (!(rival instanceof GuardedConnection) || performance.now() - rival.heardAt > ALIVE_MS) return;
    if (!contests.takenOver(unit)) return;
    refusal(
      unit,
      'contested',
      { address: connection.remoteAddress, rival: rival.remoteAddress },
      'Two connections keep taking each other’s place under one unit’s certificate: its card was probably copied. What differs in their journals is kept; find the second machine, then replace or revoke the unit.',
    );
    needs.contested?.(unit);
  };

  const broker = () =>
    new UnitBroker(
      {
        admit: async (connection) => {
          const admission = await registry.admit(connection.unit, connection.certificateSha256);
          if (admission === 'admitted') {
            watchForRival(connection);
            return { ok: true };
          }
          refusal(
            connection.unit,
            admission,
            { address: connection.remoteAddress },
            'A connection was refused although our authority signed its certificate. A replaced or revoked unit is still running somewhere: find it, or claim it again.',
          );
          return { ok: false, problem: admission };
        },
        journal: (unit, payload) => journal?.(unit, payload),
        status: (unit, payload) => {
          if (payload.length <= STATUS_BYTES) for (const listener of statusListeners) listener(unit, payload);
          else
            refusal(
              unit,
              'status-too-large',
              { bytes: payload.length },
              'A status message was too large and was not read.',
            );
        },
        snapshot: (unit, payload) => {
          for (const listener of snapshotListeners) listener(unit, payload);
        },
        picture: (unit, payload) => {
          for (const listener of pictureListeners) listener(unit, payload);
        },
        refused: (connection, problem, detail, payload) => refuse(connection, problem, detail, payload, payload.length),
      },
      { connectTimeout: handshakeMs, drainTimeout: 20_000, keepaliveLimit: 300, concurrency: 100, maxTopicLevels: 8 },
    );

  const accept = (socket: TLSSocket): void => {
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 30_000);
    const certificate = socket.getPeerX509Certificate();
    const unit = parseUnitId(/^CN=(.*)$/m.exec(certificate?.subject ?? '')?.[1] ?? '');
    if (certificate === undefined || unit === null || running === null) {
      refusal(
        addressOf(socket),
        'no-unit',
        {},
        'A certificate of our authority names no unit. The connection was ended.',
      );
      socket.destroy();
      return;
    }
    const sha256 = certificate.fingerprint256.replaceAll(':', '').toLowerCase();
    const connection = new GuardedConnection(socket, unit, sha256, MAX_MESSAGE_BYTES + PACKET_OVERHEAD);
    running.broker.handle(connection);
  };

  const failed = (client: Client, error: Error): void => {
    const connection = client.conn;
    if (!(connection instanceof GuardedConnection)) return;
    if (error instanceof PacketRefused && error.code === 'too-large')
      refuse(connection, 'too-large', `A message of ${error.bytes} bytes was announced.`, Buffer.alloc(0), error.bytes);
    else log.debug({ unit: connection.unit, problem: error.message }, 'A connection to a unit ended.');
  };

  const ready = (client: Client): void => {
    const unit = client.id as UnitId;
    clients.set(unit, client);
    for (const listener of connectionListeners) listener(unit, true);
    // A unit that was shut out between its admission and this moment was not found here by `disconnect`.
    const connection = client.conn;
    if (!(connection instanceof GuardedConnection)) return;
    registry.admit(unit, connection.certificateSha256).then(
      (admission) => {
        if (admission !== 'admitted') client.close();
      },
      (error: unknown) => log.warn({ err: error, unit }, 'A new connection could not be checked a second time.'),
    );
  };
  const gone = (client: Client): void => {
    const unit = client.id as UnitId;
    if (clients.get(unit) !== client) return;
    clients.delete(unit);
    for (const listener of connectionListeners) listener(unit, false);
  };

  return {
    onJournal: (listener) => {
      journal = listener;
    },
    onStatus: (listener) => void statusListeners.push(listener),
    onConnection: (listener) => void connectionListeners.push(listener),
    onSnapshot: (listener) => void snapshotListeners.push(listener),
    onPicture: (listener) => void pictureListeners.push(listener),

    publish(topic, payload, { qos, retain }) {
      const unit = parseTopic(topic)?.unit;
      const client = unit === undefined ? undefined : clients.get(unit);
      if (client === undefined || !(topic in subscriptionsOf(client))) return Promise.resolve(false);
      if (client.conn.writableLength > UNREAD_BYTES) {
        refusal(
          client.id,
          'not-reading',
          {},
          'A unit does not read what it is sent. Its connection is ended; it will come back.',
        );
        client.close();
        return Promise.resolve(false);
      }
      return new Promise((resolve, reject) => {
        client.publish({ cmd: 'publish', topic, payload, qos, retain: retain ?? false, dup: false }, (error) =>
          error ? reject(error) : resolve(true),
        );
      });
    },

    async disconnect(unit) {
      registry.forget(unit);
      const client = clients.get(unit);
      if (client !== undefined) await new Promise<void>((resolve) => client.close(resolve));
    },

    async start() {
      const server = createServer(
        {
          ...tlsOf(needs.authority),
          requestCert: true,
          rejectUnauthorized: true,
          handshakeTimeout: handshakeMs,
        },
        accept,
      );
      needs.authority.onChange(() => server.setSecureContext(tlsOf(needs.authority)));
      server.on('connection', (socket: Socket) => {
        sockets.add(socket);
        socket.once('close', () => sockets.delete(socket));
        socket.on('error', () => undefined);
      });
      server.on('tlsClientError', (error: NodeJS.ErrnoException, socket) => {
        refusal(
          addressOf(socket),
          'no-handshake',
          { code: error.code ?? error.message },
          'A connection to the MQTT port gave no certificate of ours, or was no TLS at all. It was ended; units are not touched.',
        );
        socket.destroy();
      });
      const aedes = broker();
      aedes.on('clientReady', ready);
      aedes.on('clientDisconnect', gone);
      aedes.on('clientError', failed);
      aedes.on('connectionError', failed);
      await aedes.listen();
      running = { server, broker: aedes };
      const port = await listen(server, config);
      const host = config.publicHost.includes(':') ? `[${config.publicHost}]` : config.publicHost;
      return { url: `mqtts://${host}:${port}` };
    },

    async stop() {
      if (running === null) return;
      const { server, broker: aedes } = running;
      running = null;
      const closed = once(server, 'close');
      server.close();
      await new Promise<void>((resolve) => aedes.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

async function listen(server: Server, { listen: host, mqttPort: port }: EmbeddedBrokerConfig): Promise<number> {
  try {
    server.listen({ host, port, backlog: 4_096 });
    await once(server, 'listening');
  } catch (cause) {
    const busy = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
    throw busy
      ? new BrokerError('port-busy', `Port ${port} is taken by another program. Set HADIR_MQTT_PORT to a free one.`, {
          cause,
        })
      : new BrokerError('not-listening', `The MQTT port ${port} on ${host} cannot be opened.`, { cause });
  }
  return (server.address() as AddressInfo).port;
}

/** aedes keeps what a client subscribed to on the client, though its types do not say so. */
function subscriptionsOf(client: Client): object {
  return 'subscriptions' in client && typeof client.subscriptions === 'object' && client.subscriptions !== null
    ? client.subscriptions
    : {};
}

function addressOf(socket: Socket): string {
  return socket.remoteAddress ?? 'unknown';
}
