import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openAuthority } from '../src/authority/open-authority.ts';
import { type ConnectionSettings, connect } from '../src/database/connection-settings.ts';
import { startEmbeddedPostgres } from '../src/database/embedded/embedded-postgres.ts';
import { isPostmasterOf } from '../src/database/embedded/leftover-postmaster.ts';
import { findPostgresAccount } from '../src/database/embedded/postgres-account.ts';
import { findInstalledPostgres, findPostgresBinaries } from '../src/database/embedded/postgres-binaries.ts';
import { connectUnit } from './support/connect-unit.ts';
import { createJournalWriter } from './support/journal-writer.ts';
import { seedUnit } from './support/seed-unit.ts';
import { type HubProcess, startHubProcess } from './support/start-hub-process.ts';
import { until } from './support/until.ts';

const silent = pino({ level: 'silent' });
const isRoot = process.getuid?.() === 0;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hadir-life-'));
  await chmod(folder, 0o755);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function start(data: string, identity = {}) {
  const started = await startHubProcess(data, {}, identity);
  if (!started.up) throw new Error(started.output);
  return started.hub;
}

async function settingsOf(data: string): Promise<ConnectionSettings> {
  const { socket, user, password, database } = JSON.parse(await readFile(join(data, 'postgres.json'), 'utf8'));
  return { kind: 'socket', path: socket, user, password, database };
}

async function postmasterOf(cluster: string): Promise<number> {
  return Number((await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

test('keeps what it receipted through kill -9, whose database ends with it, and goes on at the next start', async () => {
  const data = join(folder, 'hub');
  const first = await start(data);
  expect(first.output()).toMatch(/^Administrator pertama: admin\nKata sandi: \S+$/m);
  const authority = await openAuthority({ data, publicHost: 'localhost', region: 'Uji' }, silent);
  const sql = connect(await settingsOf(data), 1, 'test');
  const unit = await seedUnit(sql, authority);
  await sql.end();
  const journal = createJournalWriter({ unit: unit.id, key: unit.key, door: unit.door });
  const before = [journal.bound(), journal.punch()];
  const link = await connectUnit(first.mqtt, authority.caPem, unit, authority.hubKey);
  await link.publish(before.map(({ jws }) => jws));
  await link.receipt(({ seq }) => seq === 2);

  const cluster = join(data, 'postgres', 'cluster');
  const postmaster = await postmasterOf(cluster);
  expect(await isPostmasterOf(postmaster, cluster)).toBe(true);
  await first.signal('SIGKILL');
  await until('the database to end with its hub', async () =>
    (await isPostmasterOf(postmaster, cluster)) ? null : true,
  );

  const second = await start(data);
  expect(second.output()).not.toContain('Kata sandi');
  const again = await connectUnit(second.mqtt, authority.caPem, unit, authority.hubKey);
  const after = journal.punch();
  await again.publish([after.jws]);
  await again.receipt(({ seq, answer }) => seq === 3 && answer === 'held');
  const check = connect(await settingsOf(data), 1, 'test');
  const rows = await check<{ jws: string }[]>`SELECT jws FROM entries WHERE unit = ${unit.id} ORDER BY seq`;
  expect(rows.map(({ jws }) => jws)).toEqual([...before, after].map(({ jws }) => jws));
  await check.end();
  expect(await second.signal('SIGTERM')).toBe(0);
  expect(await readdir(data)).not.toContain('hub.json');
  await expect(postmasterOf(cluster)).rejects.toThrow();
});

describe('beside a hub that runs', () => {
  let own: string;
  let running: HubProcess;
  beforeAll(async () => {
    own = await mkdtemp(join(tmpdir(), 'hadir-life-'));
    await chmod(own, 0o755);
    running = await start(join(own, 'hub'));
  });
  afterAll(async () => {
    await running?.signal('SIGTERM');
    await rm(own, { recursive: true, force: true });
  });

  test('there is no second one on its data folder, and it is left alone', async () => {
    const data = join(own, 'hub');
    const second = await startHubProcess(data);
    expect(second).toMatchObject({ up: false, code: 1 });
    if (!second.up) expect(second.output).toContain(`Another hub (process ${running.pid}) runs on ${data}`);
    const sql = connect(await settingsOf(data), 1, 'test');
    expect(await sql`SELECT 1 AS alive`).toEqual([{ alive: 1 }]);
    await sql.end();
  });

  test('another one names the busy port and the setting that changes it, and leaves no database behind', async () => {
    const busy = new URL(running.mqtt).port;
    const second = await startHubProcess(join(folder, 'two'), { HADIR_MQTT_PORT: busy });
    expect(second).toMatchObject({ up: false, code: 1 });
    if (!second.up) expect(second.output).toContain(`Port ${busy} is taken by another program. Set HADIR_MQTT_PORT`);
    await expect(postmasterOf(join(folder, 'two', 'postgres', 'cluster'))).rejects.toThrow();
  });
});

test('stops a database server that was left behind on its folder, and starts its own', async () => {
  const data = join(folder, 'hub');
  const left = await startEmbeddedPostgres(data, silent);
  const cluster = join(data, 'postgres', 'cluster');
  const leftPid = await postmasterOf(cluster);
  const next = await startEmbeddedPostgres(data, silent);
  expect(await isPostmasterOf(leftPid, cluster)).toBe(false);
  const sql = connect(next.connection, 1, 'test');
  expect(await sql`SELECT 1 AS alive`).toEqual([{ alive: 1 }]);
  await sql.end();
  // The first one's keeper sees its server end and tries to start it; it is told to stop before it can.
  await left.stop();
  await next.stop();
});

test('says all that is wrong with its settings at once', async () => {
  const started = await startHubProcess(join(folder, 'hub'), { HADIR_HTTPS_PORT: 'many', HADIR_LOG: 'loud' });
  expect(started).toMatchObject({ up: false, code: 2 });
  if (!started.up) {
    expect(started.output).toContain('HADIR_HTTPS_PORT must be');
    expect(started.output).toContain('HADIR_LOG must be');
  }
});

test.runIf(isRoot)('runs the database as an unprivileged account when the hub is root', async () => {
  const data = join(folder, 'hub');
  const server = await startEmbeddedPostgres(data, silent);
  const account = await findPostgresAccount(silent);
  const { uid } = await stat(join(data, 'postgres', 'cluster'));
  expect(account?.uid).toBeGreaterThan(0);
  expect(uid).toBe(account?.uid);
  await server.stop();
});

test.runIf(isRoot)(
  'puts the database where its account can reach it when the data folder is closed to it',
  async () => {
    const system = join(folder, 'system');
    const closed = join(folder, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const data = join(closed, 'hub');
    const server = await startEmbeddedPostgres(data, silent, system);
    const note = await readFile(join(data, 'DATABASE.txt'), 'utf8');
    expect(note).toContain(join(system, 'postgres'));
    const sql = connect(server.connection, 1, 'test');
    await sql`CREATE TABLE kept AS SELECT 7 AS seven`;
    await sql.end();
    await server.stop();
    const again = await startEmbeddedPostgres(data, silent, system);
    const check = connect(again.connection, 1, 'test');
    expect(await check`SELECT seven FROM kept`).toEqual([{ seven: 7 }]);
    await check.end();
    await again.stop();
  },
);

test.runIf(isRoot)('copies the programs once to where its account can run them', async () => {
  const account = await findPostgresAccount(silent);
  const installed = await findInstalledPostgres();
  const closed = join(folder, 'closed');
  await mkdir(closed, { mode: 0o700 });
  await cp(installed.native, join(closed, 'native'), { recursive: true, verbatimSymlinks: true });
  const system = join(folder, 'system');
  const hidden = { native: join(closed, 'native'), version: '0-test' };
  const copied = await findPostgresBinaries(account, system, hidden);
  expect(copied.postgres).toBe(join(system, 'postgresql-0-test', 'bin', 'postgres'));
  const made = (await stat(dirname(copied.postgres))).ctimeMs;
  expect(await findPostgresBinaries(account, system, hidden)).toEqual(copied);
  expect((await stat(dirname(copied.postgres))).ctimeMs).toBe(made);
});

test.runIf(isRoot)('runs everything as an ordinary user too', async () => {
  const data = join(folder, 'hub');
  const ordinary = { uid: 65_534, gid: 65_534 };
  await mkdir(data);
  await chown(data, ordinary.uid, ordinary.gid);
  const hub = await start(data, ordinary);
  expect((await stat(join(data, 'postgres', 'cluster'))).uid).toBe(ordinary.uid);
  expect((await stat(join(data, 'keys'))).mode & 0o777).toBe(0o700);
  expect(await hub.signal('SIGTERM')).toBe(0);
});
