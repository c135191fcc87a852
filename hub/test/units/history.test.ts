import { randomUUID } from 'node:crypto';
import type { Unit, UnitHistory } from '@hadir/shared/api/units';
import type { EntryBody, HardwareFacts } from '@hadir/shared/journal/entry';
import type { OnlineStatus } from '@hadir/shared/wire/unit-status';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../api/support/start-test-api.ts';
import { deliver } from '../support/deliver.ts';
import { createJournalWriter, type JournalWriter } from '../support/journal-writer.ts';
import { type SeededUnit, seedUnit } from '../support/seed-unit.ts';

let hub: TestApi;
let unit: SeededUnit;
let journal: JournalWriter;
let clock = new Date('2026-06-01T00:00:00.000Z');
beforeAll(async () => {
  hub = await startTestApi({ now: () => clock });
});
afterAll(() => hub.stop());
beforeEach(async () => {
  unit = await seedUnit(hub.database.sql, hub.authority);
  journal = createJournalWriter({ unit: unit.id, key: unit.key, door: unit.door });
});

const PI: HardwareFacts = { model: 'Raspberry Pi 5', serial: '1000000a', mac: 'dc:a6:32:00:00:0a', camera: 'imx708' };
const boot = (facts: HardwareFacts, release = 'uji-1'): EntryBody => ({
  type: 'boot',
  release,
  hardware: 'uji',
  facts,
});
const seen = async (id: string = unit.id): Promise<Unit> => (await hub.admin.get(`/api/units/${id}`)).json();
const history = async (): Promise<UnitHistory> => (await hub.admin.get(`/api/units/${unit.id}/history`)).json();
const listed = async (query: string): Promise<string[]> =>
  (await hub.admin.get(`/api/units?${query}`)).json().units.map(({ id }: Unit) => id);

function status(changes: Partial<OnlineStatus> = {}): OnlineStatus {
  return {
    ...{
      v: 1,
      unit: unit.id,
      state: 'online',
      at: clock.toISOString(),
      binding: 1,
      door: unit.door,
      head: 1,
      receipted: 1,
    },
    ...{ rosterVersion: 0, rosterDigest: null, clock: { source: 'ntp', uncertaintyMs: 5 } },
    camera: {
      state: 'running',
      problem: null,
      framesPerSecond: 10,
      framesDropped: 0,
      framesUndecodable: 0,
      restarts: 0,
    },
    sightings: { recognised: 0, unknown: 0, notLive: 0, poorQuality: 0 },
    ...{ release: 'uji-1', uptimeMs: 1, residentMb: 1, temperatureC: null, diskFreeMb: null, problems: [] },
    ...changes,
  };
}

async function say(changes: Partial<OnlineStatus>, at: string): Promise<Unit> {
  clock = new Date(at);
  hub.transport.say(unit.id, status(changes));
  await hub.api.settled();
  return seen();
}

describe('hardware facts', () => {
  it('keeps the first ones and reports a change under the same keys, with what was and what is', async () => {
    clock = new Date();
    await deliver(hub.database.sql, unit.id, [
      journal.append({ type: 'bound', door: unit.door, facts: PI }),
      journal.append(boot(PI)),
    ]);
    expect(await history()).toMatchObject({ facts: PI, factsChanges: [] });
    expect((await seen()).problems.join()).not.toMatch(/Perangkat keras/);

    const other = { ...PI, serial: '1000000b', camera: null };
    await deliver(hub.database.sql, unit.id, [journal.append(boot(other))]);
    const changed = await history();
    // What the camera did not say is neither a change nor forgotten.
    const after = { ...PI, serial: '1000000b' };
    expect(changed.facts).toEqual(after);
    expect(changed.factsChanges).toMatchObject([{ before: PI, after }]);
    const now = await seen();
    expect(now.problems).toContain(
      'Perangkat keras berubah: nomor seri 1000000a menjadi 1000000b. Pastikan penggantian ini diketahui.',
    );
    expect(now.wrongSince).not.toBeNull();
  });

  it('learns what was not known before without calling it a change', async () => {
    const unknown = { model: null, serial: null, mac: null, camera: null };
    await deliver(hub.database.sql, unit.id, [
      journal.bound(),
      journal.append(boot(unknown)),
      journal.append(boot(PI)),
    ]);
    expect(await history()).toMatchObject({ facts: PI, factsChanges: [] });
  });
});

describe('the history of a unit', () => {
  it('tells of its bindings, certificates, orders and releases, newest first', async () => {
    const { sql } = hub.database;
    await deliver(hub.database.sql, unit.id, [
      journal.bound(),
      ...['uji-1', 'uji-1', 'uji-2', 'uji-2'].map((release) => journal.append(boot(PI, release))),
    ]);
    const [door] =
      await sql`INSERT INTO doors (opd, name) SELECT opd, ${`Pintu ${randomUUID()}`} FROM doors WHERE id = ${unit.door} RETURNING id`;
    await sql`UPDATE bindings SET until = now() WHERE unit = ${unit.id}`;
    await sql`INSERT INTO bindings (unit, number, door) VALUES (${unit.id}, 2, ${door?.id})`;
    await sql`INSERT INTO commands (unit, number, "order", expires_at, state) VALUES
      (${unit.id}, 7, '{"do":"restart"}', now() + interval '1 day', 'done'),
      (${unit.id}, NULL, '{"do":"wipe"}', '2020-01-01', 'waiting')`;
    const { bindings, releases, commands, certificates } = await history();
    expect(bindings).toMatchObject([
      { number: 2, door: door?.id, until: null, highWater: 0 },
      { number: 1, door: unit.door, until: expect.any(String), highWater: 5 },
    ]);
    const at = (seq: number) => journal.written[seq - 1]?.entry.at;
    expect(releases).toEqual([
      { release: 'uji-2', since: at(4) },
      { release: 'uji-1', since: at(2) },
    ]);
    expect(commands.map(({ do: order, state }) => [order, state])).toEqual(
      expect.arrayContaining([
        ['restart', 'done'],
        ['wipe', 'expired'],
      ]),
    );
    expect(certificates).toMatchObject([{ via: 'claim', revokedAt: null }]);
    expect((await seen()).binding).toBe(2);
  });

  it('is shown to the head of the office where the unit is, and to no other', async () => {
    const opd = (await seen()).opd;
    const other = (await hub.admin.post('/api/opds', { name: `Dinas ${randomUUID()}`, zone: 'Asia/Jakarta' })).json()
      .id;
    const [own, stranger] = await Promise.all(
      [opd, other].map((opd, i) =>
        hub.as({ username: `kepala${i}${unit.id.slice(5)}`, name: 'Kepala Uji', role: 'opd_head', opd } as never),
      ),
    );
    expect((await own?.get(`/api/units/${unit.id}/history`))?.statusCode).toBe(200);
    expect((await stranger?.get(`/api/units/${unit.id}/history`))?.statusCode).toBe(404);
  });
});

describe('the list of units', () => {
  it('also names units that serve no door now, and revoked ones only when asked for', async () => {
    const { sql } = hub.database;
    await sql`UPDATE bindings SET until = now() WHERE unit = ${unit.id}`;
    expect(await listed('')).toContain(unit.id);
    expect(await seen()).toMatchObject({ serves: false, door: unit.door, problems: [], wrongSince: null });
    await sql`UPDATE units SET state = 'revoked', revoked_at = '2026-05-01T00:00:00Z' WHERE id = ${unit.id}`;
    expect(await listed('')).not.toContain(unit.id);
    expect(await listed('state=active')).not.toContain(unit.id);
    expect(await listed('state=revoked')).toContain(unit.id);
    expect(await listed('state=all')).toContain(unit.id);
    expect((await seen()).wrongSince).toBe('2026-05-01T00:00:00.000Z');
  });

  it('finds units by id, door and office, and takes wildcards for what they are', async () => {
    const name = `Aula 50%_${unit.id.slice(5)}`;
    await hub.database.sql`UPDATE doors SET name = ${name} WHERE id = ${unit.door}`;
    expect(await listed(`q=${unit.id.slice(5).toUpperCase()}`)).toEqual([unit.id]);
    expect(await listed(`q=${encodeURIComponent('aula 50%_')}`)).toEqual([unit.id]);
    expect(await listed(`q=${encodeURIComponent('aula 5__')}`)).toEqual([]);
    const { opdName } = await seen();
    expect(await listed(`q=${encodeURIComponent(opdName.slice(0, 12))}`)).toEqual([unit.id]);
  });
});

describe('since when something is wrong', () => {
  it('is kept while it is wrong without a pause, whatever the trouble, and forgotten when all is well', async () => {
    expect((await say({}, '2026-06-01T08:00:00.000Z')).wrongSince).toBeNull();
    const ailing = await say({ problems: ['Penyimpanan hampir penuh.'] }, '2026-06-01T08:00:10.000Z');
    expect(ailing).toMatchObject({ problems: ['Penyimpanan hampir penuh.'], wrongSince: '2026-06-01T08:00:10.000Z' });
    const other = await say({ rosterVersion: 3 }, '2026-06-01T08:00:20.000Z');
    expect(other.wrongSince).toBe('2026-06-01T08:00:10.000Z');
    clock = new Date('2026-06-01T08:00:30.000Z');
    hub.transport.connect(unit.id, false);
    await hub.api.settled();
    expect(await seen()).toMatchObject({ online: false, wrongSince: '2026-06-01T08:00:10.000Z' });
    clock = new Date('2026-06-01T08:00:40.000Z');
    hub.transport.connect(unit.id, true);
    await hub.api.settled();
    expect((await say({}, '2026-06-01T08:00:50.000Z')).wrongSince).toBeNull();
  });

  it('begins when a unit goes away', async () => {
    await say({}, '2026-06-01T09:00:00.000Z');
    clock = new Date('2026-06-01T09:00:05.000Z');
    hub.transport.connect(unit.id, false);
    await hub.api.settled();
    expect((await seen()).wrongSince).toBe('2026-06-01T09:00:05.000Z');
  });

  it('begins with the last word of a unit whose end nobody noticed', async () => {
    await say({}, '2026-06-01T10:00:00.000Z');
    clock = new Date('2026-06-01T12:00:00.000Z');
    expect(await seen()).toMatchObject({ online: false, wrongSince: '2026-06-01T10:00:00.000Z' });
  });
});

it('notices from their statuses that two agents speak in turn under one name', async () => {
  const starts = [10_000, 5_000_000, 11_000, 5_001_000];
  for (const uptimeMs of starts) expect((await say({ uptimeMs }, new Date().toISOString())).problems).toEqual([]);
  const contested = await say({ uptimeMs: 12_000 }, new Date().toISOString());
  expect(contested.problems.join()).toMatch(/Dua perangkat bergantian/);
});

it('shows for a day that two connections fought over a unit', async () => {
  clock = new Date();
  await hub.database.sql`
    INSERT INTO unit_statuses (unit, online, at, contested_at) VALUES (${unit.id}, true, now(), now() - interval '1 hour')`;
  expect((await seen()).problems.join()).toMatch(/Dua perangkat bergantian/);
  await hub.database.sql`UPDATE unit_statuses SET contested_at = now() - interval '25 hours' WHERE unit = ${unit.id}`;
  expect((await seen()).problems.join()).not.toMatch(/Dua perangkat bergantian/);
});
