import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect as connectPlain, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { unitTopic } from '@hadir/shared/wire/topics';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAuthority } from '../../src/authority/open-authority.ts';
import { type ConnectedUnit, connectUnit } from '../support/connect-unit.ts';
import { type SeededUnit, seedUnit } from '../support/seed-unit.ts';
import { startTestHub, type TestHub } from '../support/start-test-hub.ts';
import { until } from '../support/until.ts';

let hub: TestHub;
let good: Awaited<ReturnType<TestHub['seedUnit']>>;
let link: ConnectedUnit;

beforeAll(async () => {
  hub = await startTestHub();
  good = await hub.seedUnit();
  link = await hub.connect(good);
  await link.publish([good.journal.bound().jws]);
  await link.receipt(({ seq }) => seq === 1);
});
afterAll(async () => {
  await link.end();
  await hub.stop();
});

/** The neighbour who does nothing wrong still delivers over the connection that he had before. */
async function expectUntouched(): Promise<void> {
  const entry = good.journal.punch();
  await link.publish([entry.jws]);
  await link.receipt(({ seq, answer }) => seq === entry.entry.seq && answer === 'held');
}

const port = () => Number(new URL(hub.url).port);
const quarantineOf = (unit: string) => hub.database.sql<{ reason: string; bytes: number; sample: Buffer }[]>`
  SELECT reason, bytes, sample FROM quarantine WHERE unit = ${unit}`;

/** Resolves when the socket closes, whether by an error or in peace; ask before it can happen. */
function closing(socket: Socket): Promise<void> {
  socket.on('error', () => undefined);
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

function tls(unit: SeededUnit): TLSSocket {
  const socket = connectTls({
    port: port(),
    host: '127.0.0.1',
    servername: 'localhost',
    ca: hub.authority.caPem,
    cert: unit.certificate,
    key: unit.tlsKey,
  });
  socket.on('error', () => undefined);
  return socket;
}

test('refuses a certificate of another authority in the handshake', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hadir-foreign-'));
  const foreign = await openAuthority(
    { data: folder, publicHost: 'localhost', region: 'Lain' },
    pino({ level: 'silent' }),
  );
  const stranger = await seedUnit(hub.database.sql, foreign);
  await expect(connectUnit(hub.url, hub.authority.caPem, stranger, hub.authority.hubKey)).rejects.toThrow();
  await rm(folder, { recursive: true, force: true });
  await until('a line in the log', () => hub.logLines.some((line) => line.problem === 'no-handshake') || null);
  await expectUntouched();
});

test('refuses a connection without a certificate', async () => {
  const socket = connectTls({ port: port(), host: '127.0.0.1', servername: 'localhost', ca: hub.authority.caPem });
  await closing(socket);
  await expectUntouched();
});

test('refuses a certificate that is not noted as the unit’s, one that was revoked, and one of a revoked unit', async () => {
  const foreign = await hub.seedUnit();
  await hub.database.sql`DELETE FROM certificates WHERE unit = ${foreign.id}`;
  await expect(hub.connect(foreign)).rejects.toThrow();
  const lost = await hub.seedUnit();
  await hub.database.sql`UPDATE certificates SET revoked_at = now() WHERE unit = ${lost.id}`;
  await expect(hub.connect(lost)).rejects.toThrow();
  const revoked = await hub.seedUnit();
  await hub.database.sql`UPDATE units SET state = 'revoked' WHERE id = ${revoked.id}`;
  await expect(hub.connect(revoked)).rejects.toThrow();
  const problems = hub.logLines.map((line) => line.problem);
  expect(problems).toContain('foreign-certificate');
  expect(problems).toContain('revoked');
  await expectUntouched();
});

test("ends the connection of a unit that publishes to another unit's topic, and keeps what it sent", async () => {
  const bad = await hub.seedUnit();
  const connected = await hub.connect(bad);
  const closed = new Promise<void>((resolve) => connected.client.once('close', () => resolve()));
  connected.client.publish(unitTopic(good.id, 'journal'), 'forged', { qos: 1 });
  await closed;
  const kept = await until('the evidence', async () => (await quarantineOf(bad.id))[0] ?? null);
  expect(kept).toMatchObject({ reason: 'foreign-topic', bytes: 6 });
  expect(kept.sample.toString()).toBe('forged');
  expect(await quarantineOf(good.id)).toEqual([]);
  await expectUntouched();
});

test("grants no subscription to another unit's topics, to all topics, or to its own journal", async () => {
  const curious = await hub.seedUnit();
  const connected = await hub.connect(curious);
  for (const topic of [
    unitTopic(good.id, 'receipt'),
    '#',
    '$SYS/#',
    'hadir/v1/+/command',
    unitTopic(curious.id, 'journal'),
  ])
    await expect(connected.client.subscribeAsync(topic)).rejects.toThrow();
  expect(await connected.client.subscribeAsync(unitTopic(curious.id, 'command'), { qos: 1 })).toMatchObject([
    { qos: 1 },
  ]);
  await connected.end();
});

test("refuses a will for another unit's status", async () => {
  const bad = await hub.seedUnit();
  const { connect } = await import('mqtt');
  const client = connect(hub.url, {
    ca: hub.authority.caPem,
    cert: bad.certificate,
    key: bad.tlsKey,
    protocolVersion: 4,
    reconnectPeriod: 0,
    will: { topic: unitTopic(good.id, 'status'), payload: Buffer.from('{}'), qos: 1, retain: true },
  });
  client.on('error', () => undefined);
  let connected = false;
  client.on('connect', () => {
    connected = true;
  });
  await new Promise<void>((resolve) => client.once('close', () => resolve()));
  expect(connected).toBe(false);
  await expectUntouched();
});

test('takes who a client is from its certificate, so that no client id pushes a neighbour off', async () => {
  const bad = await hub.seedUnit();
  const { connect } = await import('mqtt');
  const client = connect(hub.url, {
    ca: hub.authority.caPem,
    cert: bad.certificate,
    key: bad.tlsKey,
    clientId: good.id,
    protocolVersion: 4,
    reconnectPeriod: 0,
  });
  await new Promise<void>((resolve) => client.once('connect', () => resolve()));
  expect(link.client.connected).toBe(true);
  await expectUntouched();
  await client.endAsync(true);
});

test('ends a connection at the header of a 10 MB message, keeps a note of it, and buffers none of it', async () => {
  const bad = await hub.seedUnit();
  const connected = await hub.connect(bad);
  const closed = new Promise<void>((resolve) => connected.client.once('close', () => resolve()));
  connected.client.publish(unitTopic(bad.id, 'journal'), Buffer.alloc(10_000_000, 65), { qos: 1 });
  await closed;
  const kept = await until('the note', async () => (await quarantineOf(bad.id))[0] ?? null);
  expect(kept.reason).toBe('too-large');
  expect(kept.bytes).toBeGreaterThan(10_000_000);
  expect(hub.logLines.some((line) => line.problem === 'too-large' && line.sender === bad.id)).toBe(true);
  await expectUntouched();
});

test('survives garbage on the port, inside TLS and in place of it, and a handshake that stops half way', async () => {
  const plain = connectPlain(port(), '127.0.0.1');
  const plainClosed = closing(plain);
  plain.write('GET / HTTP/1.1\r\nHost: hub\r\n\r\n');
  const half = connectPlain(port(), '127.0.0.1');
  half.on('error', () => undefined);
  half.write(Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]));
  const bad = await hub.seedUnit();
  const garbled = tls(bad);
  const garbledClosed = closing(garbled);
  await once(garbled, 'secureConnect');
  garbled.write(Buffer.from('this is no MQTT at all, but it is long enough to be looked at'));
  await Promise.all([plainClosed, garbledClosed]);
  await expectUntouched();
  half.destroy();
});

test('ends a connection that says nothing after the handshake', async () => {
  const silent = tls(await hub.seedUnit());
  await closing(silent);
  await expectUntouched();
});

test('tells the hub when a unit comes and goes, and hands on its status and its will', async () => {
  const unit = await hub.seedUnit();
  const seen: string[] = [];
  hub.transport.onConnection((id, connected) => void (id === unit.id && seen.push(connected ? 'came' : 'went')));
  hub.transport.onStatus((id, payload) => void (id === unit.id && seen.push(payload.toString())));
  const { connect } = await import('mqtt');
  const topic = unitTopic(unit.id, 'status');
  const client = connect(hub.url, {
    ca: hub.authority.caPem,
    cert: unit.certificate,
    key: unit.tlsKey,
    protocolVersion: 4,
    reconnectPeriod: 0,
    will: { topic, payload: Buffer.from('offline'), qos: 1, retain: true },
  });
  client.on('error', () => undefined);
  await new Promise<void>((resolve) => client.once('connect', () => resolve()));
  await client.publishAsync(topic, 'online', { qos: 1, retain: true });
  await until('the status', () => (seen.includes('online') ? true : null));
  client.stream.destroy();
  await until('the will', () => (seen.includes('offline') && seen.includes('went') ? true : null));
  expect(seen.slice(0, 2)).toEqual(['came', 'online']);
  await client.endAsync(true);
});
