import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { openAuthority } from '../../../src/authority/open-authority.ts';
import { createEmbeddedBroker } from '../../../src/broker/embedded-broker.ts';
import { createUnitRegistry } from '../../../src/broker/unit-registry.ts';
import { createIngest } from '../../../src/ingest/ingest.ts';
import { quarantine } from '../../../src/quarantine/quarantine.ts';
import { startTestApi, type TestApi } from '../../api/support/start-test-api.ts';
import { startTestDatabase } from '../../support/start-test-database.ts';
import { type EstRequest, enrol, makeUnclaimedUnit, type UnclaimedUnit } from '../../support/test-unit.ts';

export interface EnrolledUnit {
  readonly id: Awaited<ReturnType<typeof enrol>>['unit'];
  readonly keys: UnclaimedUnit;
  readonly tlsKey: string;
  /** PEM */
  readonly certificate: string;
  readonly door: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

type Shown = Pick<EnrolledUnit, 'certificate' | 'tlsKey'>;

/** Everything that units meet, over real TLS: HTTPS, broker and ingest on one database. */
export interface WholeHub extends TestApi {
  readonly data: string;
  readonly https: string;
  readonly mqtt: string;
  newDoor(): Promise<string>;
  newClaim(door: string): Promise<string>;
  /** A unit that was claimed for a door of its own. */
  newUnit(): Promise<EnrolledUnit>;
  /** Calls over TLS. @param shown the certificate that the caller shows; null for none */
  ask(call: Partial<EstRequest> & { url: string }, shown: Shown | null): Promise<Answer>;
}

export async function startWholeHub(options: { unitCertificateMs?: number } = {}): Promise<WholeHub> {
  const data = await mkdtemp(join(tmpdir(), 'hadir-whole-'));
  const log = pino({ level: 'fatal' });
  const database = await startTestDatabase();
  const authority = await openAuthority({ data, publicHost: 'localhost', region: 'Uji', ...options }, log);
  const transport = createEmbeddedBroker(
    { listen: '127.0.0.1', mqttPort: 0, publicHost: 'localhost' },
    {
      authority,
      registry: createUnitRegistry(database.sql),
      keepRefused: (refused) => void quarantine(database.sql, [refused]),
      log,
    },
  );
  const ingest = createIngest({ transport, connection: database.connection, hubKey: authority.hubKey, log });
  ingest.start();
  let addresses = { https: '', mqtt: '' };
  const hub = await startTestApi({ database, authority, transport, addresses: () => addresses });
  const { url: mqtt } = await transport.start();
  await hub.api.app.listen({ port: 0, host: '127.0.0.1' });
  const https = `https://localhost:${(hub.api.app.server.address() as AddressInfo).port}`;
  addresses = { https, mqtt };
  const opd: string = (await hub.admin.post('/api/opds', { name: 'Dinas Uji', zone: 'Asia/Jayapura' })).json().id;
  let doors = 0;
  const newDoor = async (): Promise<string> =>
    (await hub.admin.post('/api/doors', { opd, name: `Pintu ${++doors}` })).json().id;
  const newClaim = async (door: string): Promise<string> =>
    (await hub.admin.post('/api/claims', { door })).json().claim;
  return {
    ...hub,
    data,
    https,
    mqtt,
    newDoor,
    newClaim,
    newUnit: async () => {
      const keys = await makeUnclaimedUnit();
      const door = await newDoor();
      const { unit, certificate } = await enrol(hub.api.app, keys, await newClaim(door));
      return { id: unit, keys, tlsKey: keys.tlsKey, certificate, door };
    },
    ask: ({ url, method = undefined, headers = {}, payload }, shown) =>
      new Promise((resolve, reject) => {
        const credentials = shown === null ? {} : { cert: shown.certificate, key: shown.tlsKey };
        const call = request(
          new URL(url, https),
          { method: method ?? 'GET', headers, ca: authority.caPem, agent: false, ...credentials },
          (answer) => {
            let body = '';
            answer.on('data', (chunk: Buffer) => {
              body += chunk.toString();
            });
            answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
          },
        );
        call.on('error', reject).end(payload);
      }),
    stop: async () => {
      await transport.stop();
      await ingest.stop();
      await hub.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}
