import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unitTopic } from '@hadir/shared/wire/topics';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Authority } from '../../src/authority/authority.ts';
import { openAuthority } from '../../src/authority/open-authority.ts';
import { createExternalBroker } from '../../src/broker/external-broker.ts';
import type { Database } from '../../src/database/open-database.ts';
import { createIngest, type Ingest } from '../../src/ingest/ingest.ts';
import { connectUnit } from '../support/connect-unit.ts';
import { createJournalWriter } from '../support/journal-writer.ts';
import { seedUnit } from '../support/seed-unit.ts';
import { startTestDatabase } from '../support/start-test-database.ts';
import { until } from '../support/until.ts';

const CONFIG = fileURLToPath(new URL('../../mosquitto', import.meta.url));
const PROGRAM = ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto'].find(
  (path) => spawnSync(path, ['-h']).error === undefined,
);
const silent = pino({ level: 'silent' });

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe.runIf(PROGRAM !== undefined)('with a real Mosquitto (Debian: apt-get install mosquitto)', () => {
  let folder: string;
  let url: string;
  let mosquitto: ChildProcess;
  let database: Database;
  let authority: Authority;
  /** Two hubs of one group on one broker and one database. */
  const hubs: { transport: ReturnType<typeof createExternalBroker>; ingest: Ingest }[] = [];
  const connections: [string, boolean][] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hadir-mosquitto-'));
    await chmod(folder, 0o755);
    authority = await openAuthority({ data: folder, publicHost: 'localhost', region: 'Uji' }, silent);
    const port = await freePort();
    const config = (await readFile(join(CONFIG, 'mosquitto.conf'), 'utf8'))
      .replaceAll('/mosquitto/keys', join(folder, 'keys'))
      .replaceAll('/mosquitto/config', folder)
      .replace('listener 8883', `listener ${port} 127.0.0.1`);
    await writeFile(join(folder, 'mosquitto.conf'), `user root\n${config}`);
    await copyFile(join(CONFIG, 'acl'), join(folder, 'acl'));
    mosquitto = spawn(PROGRAM ?? '', ['-c', join(folder, 'mosquitto.conf')], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [mosquitto.stdout, mosquitto.stderr])
      stream?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
    await until('Mosquitto to listen', async () => {
      if (mosquitto.exitCode !== null) throw new Error(said);
      const probe = connect(port, '127.0.0.1');
      const listens = await once(probe, 'connect').then(
        () => true,
        () => null,
      );
      probe.destroy();
      return listens;
    });
    url = `mqtts://localhost:${port}`;
    database = await startTestDatabase();
    for (let i = 0; i < 2; i++) {
      const files = { certFile: null, keyFile: null, caFile: null };
      const transport = createExternalBroker({ url, ...files }, authority, silent);
      const ingest = createIngest({
        transport,
        connection: database.connection,
        hubKey: authority.hubKey,
        log: silent,
      });
      ingest.start();
      transport.onConnection((unit, connected) => void connections.push([unit, connected]));
      expect(await transport.start()).toEqual({ url });
      hubs.push({ transport, ingest });
    }
  });

  afterAll(async () => {
    for (const { transport, ingest } of hubs) {
      await transport.stop();
      await ingest.stop();
    }
    await database.stop();
    mosquitto.kill();
    await once(mosquitto, 'exit');
    await rm(folder, { recursive: true, force: true });
  });

  async function newUnit() {
    const unit = await seedUnit(database.sql, authority);
    const journal = createJournalWriter({ unit: unit.id, key: unit.key, door: unit.door });
    return { unit, journal, link: await connectUnit(url, authority.caPem, unit, authority.hubKey) };
  }

  test('stores and receipts each entry once though two hubs share the journals', async () => {
    const units = await Promise.all(Array.from({ length: 5 }, newUnit));
    for (const { journal, link } of units) {
      await link.publish([journal.bound().jws]);
      for (let i = 0; i < 20; i++) await link.publish([journal.punch().jws]);
    }
    for (const { unit, journal, link } of units) {
      // Two hubs may take a unit's messages out of order; a receipt then says what to send again, as units do.
      const held = async () => {
        const [row] = await database.sql<{ seq: number }[]>`SELECT seq FROM bindings WHERE unit = ${unit.id}`;
        return row?.seq ?? 0;
      };
      await until('all entries, with what must be sent again', async () => {
        const seq = await held();
        if (seq === 21) return true;
        const missing = journal.written.slice(seq).map(({ jws }) => jws);
        await link.publish(missing);
        return null;
      });
      await link.receipt(({ seq, answer }) => seq === 21 && answer === 'held');
      const [count] = await database.sql`SELECT count(*)::int AS n FROM entries WHERE unit = ${unit.id}`;
      expect(count?.n).toBe(21);
      await link.end();
    }
    expect(await database.sql`SELECT reason FROM quarantine`).toEqual([]);
  });

  test('keeps units to their own topics by the access list', async () => {
    const [one, other] = await Promise.all([newUnit(), newUnit()]);
    await one.link.client.publishAsync(unitTopic(other.unit.id, 'journal'), 'forged', { qos: 1 });
    await one.link.publish([one.journal.bound().jws]);
    await one.link.receipt(({ seq }) => seq === 1);
    expect(await database.sql`SELECT id FROM quarantine WHERE unit = ${other.unit.id}`).toEqual([]);
    await one.link.end();
    await other.link.end();
  });

  test('gives each picture to one of the hubs', async () => {
    const heard: string[] = [];
    for (const { transport } of hubs) transport.onPicture((_, payload) => void heard.push(payload.toString()));
    const { unit, link } = await newUnit();
    for (const name of ['one', 'two', 'three'])
      await link.client.publishAsync(unitTopic(unit.id, 'picture'), name, { qos: 1 });
    await until('all pictures', () => (heard.length >= 3 ? true : null));
    expect(heard.toSorted()).toEqual(['one', 'three', 'two']);
    await link.end();
  });

  test('takes who is there from the status that units publish', async () => {
    const { unit, link } = await newUnit();
    const status = (state: string) => JSON.stringify({ v: 1, unit: unit.id, state });
    await link.client.publishAsync(unitTopic(unit.id, 'status'), status('online'), { qos: 1, retain: true });
    await until('both hubs to know', () => connections.filter(([id, on]) => id === unit.id && on).length === 2 || null);
    await link.client.publishAsync(unitTopic(unit.id, 'status'), status('offline'), { qos: 1, retain: true });
    await until(
      'both hubs to know',
      () => connections.filter(([id, on]) => id === unit.id && !on).length === 2 || null,
    );
    await link.end();
  });

  test('ends the session of a unit that was shut out, by taking its place for a moment', async () => {
    const [{ unit, link }, neighbour] = await Promise.all([newUnit(), newUnit()]);
    const closed = new Promise<void>((resolve) => link.client.once('close', () => resolve()));
    const before = Date.now();
    await Promise.all(hubs.map(({ transport }) => transport.disconnect(unit.id)));
    await closed;
    expect(Date.now() - before).toBeLessThan(1_000);
    expect(neighbour.link.client.connected).toBe(true);
    await neighbour.link.end();
  });

  test('refuses a hub whose broker is not there with a message that says so', async () => {
    const nowhere = createExternalBroker(
      { url: `mqtts://localhost:${await freePort()}`, certFile: null, keyFile: null, caFile: null },
      authority,
      silent,
    );
    await expect(nowhere.start()).rejects.toThrow('does not take this hub');
  });
});
