import type { UnitId } from '@hadir/shared/ids';
import { splitJws } from '@hadir/shared/journal/jws';
import { isSignedBy, type SigningKey } from '@hadir/shared/journal/node-signature';
import type { Receipt } from '@hadir/shared/wire/receipt';
import { unitTopic } from '@hadir/shared/wire/topics';
import { connect, type MqttClient } from 'mqtt';
import { until } from './until.ts';

export interface ConnectedUnit {
  readonly client: MqttClient;
  readonly receipts: readonly Receipt[];
  publish(lines: readonly string[] | Buffer): Promise<void>;
  /** Waits until a receipt of this kind has come; @returns the first. */
  receipt(wanted: (receipt: Receipt) => boolean, patienceMs?: number): Promise<Receipt>;
  end(): Promise<void>;
}

export interface UnitCredentials {
  readonly id: UnitId;
  readonly tlsKey: string;
  readonly certificate: string;
}

/** Connects as a unit does; every receipt is verified against the hub's key. */
export async function connectUnit(
  url: string,
  caPem: string,
  unit: UnitCredentials,
  hubKey: SigningKey,
): Promise<ConnectedUnit> {
  const client = connect(url, {
    ca: caPem,
    cert: unit.certificate,
    key: unit.tlsKey,
    clientId: unit.id,
    protocolVersion: 4,
    reconnectPeriod: 0,
    connectTimeout: 10_000,
    keepalive: 30,
  });
  const receipts: Receipt[] = [];
  client.on('error', () => undefined);
  client.on('message', (topic, payload) => {
    if (topic !== unitTopic(unit.id, 'receipt')) return;
    const jws = splitJws(payload.toString());
    if (jws === null || !isSignedBy(jws, 'hadir-receipt', hubKey.publicKey))
      throw new Error('not a receipt of the hub');
    receipts.push(JSON.parse(Buffer.from(jws.payload, 'base64url').toString()));
  });
  await new Promise<void>((resolve, reject) => {
    client.once('connect', () => resolve());
    client.once('close', () => reject(new Error('The connection was refused.')));
  });
  await client.subscribeAsync(unitTopic(unit.id, 'receipt'), { qos: 0 });
  return {
    client,
    receipts,
    publish: async (lines) => {
      const payload = Buffer.isBuffer(lines) ? lines : lines.join('\n');
      await client.publishAsync(unitTopic(unit.id, 'journal'), payload, { qos: 1 });
    },
    receipt: (wanted, patienceMs) => until('a receipt', () => receipts.find(wanted) ?? null, patienceMs),
    end: () => client.endAsync(true),
  };
}
