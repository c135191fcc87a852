import { randomUUID } from 'node:crypto';
import type { UnitId } from '@hadir/shared/ids';
import { decodeBase64url, splitJws } from '@hadir/shared/journal/jws';
import { isSignedBy } from '@hadir/shared/journal/node-signature';
import { Command, type RosterPart } from '@hadir/shared/wire/command';
import { rosterDigest } from '@hadir/shared/wire/roster-digest';
import type { OnlineStatus } from '@hadir/shared/wire/unit-status';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { sealTemplate } from '../../src/employees/seal-template.ts';
import { refreshRosters } from '../../src/rosters/refresh-rosters.ts';
import { enrol, makeUnclaimedUnit } from '../support/test-unit.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

const MODEL = 'test-embedder';
const commandSchema = Compile(Command);
let hub: TestApi;
let opd: string;
let door: string;
let unit: UnitId;
/** What the unit of these tests has applied, as a unit would. */
let applied: { version: number; people: Map<string, string[]> };
let people = 0;

beforeAll(async () => {
  hub = await startTestApi();
});
afterAll(() => hub.stop());

beforeEach(async () => {
  opd = (await hub.admin.post('/api/opds', { name: `Dinas ${randomUUID()}`, zone: 'Asia/Jayapura' })).json().id;
  door = (await hub.admin.post('/api/doors', { opd, name: 'Pintu Roster' })).json().id;
  const { claim } = (await hub.admin.post('/api/claims', { door })).json();
  ({ unit } = await enrol(hub.api.app, await makeUnclaimedUnit(), claim));
  hub.transport.published.length = 0;
  applied = { version: 0, people: new Map() };
});

/** Enrols made-up faces; that photos become templates is tried elsewhere. */
async function addPeople(count: number): Promise<{ employee: string; template: string }[]> {
  const { db, sql } = hub.database;
  const added: { employee: string; template: string }[] = [];
  await db.transaction(async (tx) => {
    for (let i = 0; i < count; i++) {
      const [employee, template] = [randomUUID(), randomUUID()];
      const nip = `19800101${String(200001 + Math.floor(++people / 900)).padStart(6, '0')}${(people % 2) + 1}${String(1 + (people % 900)).padStart(3, '0')}`;
      const embedding = Float32Array.from({ length: 512 }, Math.random);
      const sealed = sealTemplate(hub.authority.templateKey, { template, employee, model: MODEL }, embedding);
      added.push({ employee, template });
      await sql`INSERT INTO employees (id, nip, name, opd) VALUES (${employee}, ${nip}, ${`Orang ${people}`}, ${opd})`;
      await sql`INSERT INTO templates (id, employee, model, sealed) VALUES (${template}, ${employee}, ${MODEL}, ${sealed})`;
    }
    await refreshRosters(tx, opd);
  });
  return added;
}

function status(): OnlineStatus {
  const digest = rosterDigest([...applied.people].map(([employee, templates]) => ({ employee, templates })));
  return {
    ...{ v: 1, unit, state: 'online', at: new Date().toISOString(), binding: 1, door, head: 1, receipted: 1 },
    rosterVersion: applied.version,
    rosterDigest: applied.version === 0 ? null : digest,
    clock: { source: 'ntp', uncertaintyMs: 5 },
    camera: {
      state: 'running',
      problem: null,
      framesPerSecond: 10,
      framesDropped: 0,
      framesUndecodable: 0,
      restarts: 0,
    },
    sightings: { recognised: 0, unknown: 0, notLive: 0, poorQuality: 0 },
    ...{ release: 'test', uptimeMs: 1, residentMb: 1, temperatureC: null, diskFreeMb: null, problems: [] },
  };
}

type RosterCommand = Command & { order: RosterPart };

function commands(): RosterCommand[] {
  return hub.transport.published
    .filter((message) => message.unit === unit)
    .map(({ channel, payload }) => {
      expect(channel).toBe('command');
      expect(payload.length).toBeLessThan(1_048_576);
      const jws = splitJws(payload);
      if (!jws || !isSignedBy(jws, 'hadir-command', hub.authority.hubKey.publicKey))
        throw new Error('A command is not signed by the hub.');
      const parsed: unknown = JSON.parse(new TextDecoder().decode(decodeBase64url(jws.payload)));
      if (!commandSchema.Check(parsed)) throw new Error('A command is none.');
      const { order } = parsed;
      if (order.do !== 'roster') throw new Error('Another order than a roster came.');
      return { ...parsed, order };
    });
}

/** Applies what has come, checking what a unit checks. */
function apply(received: readonly RosterCommand[]): void {
  const numbers = received.map(({ number }) => number);
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  for (const { order } of received) {
    if (order.base === 0 && order.part === 1) applied.people.clear();
    else if (order.base !== 0) expect(order.base).toBe(applied.version);
    for (const employee of order.drop) applied.people.delete(employee);
    for (const { employee, templates } of order.put)
      applied.people.set(
        employee,
        templates.map(({ id }) => id),
      );
    if (order.part === order.parts) {
      applied.version = order.version;
      expect(status().rosterDigest).toBe(order.digest);
    }
  }
  hub.transport.published.length = 0;
}

async function report(): Promise<void> {
  hub.transport.say(unit, status());
  await hub.api.settled();
}

describe('delivering a roster', () => {
  it('sends the whole roster to a unit that has none, numbered, expiring and signed by the hub', async () => {
    const [person] = await addPeople(1);
    await report();
    const [command, ...more] = commands();
    expect(more).toEqual([]);
    expect(command).toMatchObject({ unit, number: 1, order: { do: 'roster', door, version: 2, base: 0, parts: 1 } });
    const lifetime = Date.parse(command?.expiresAt ?? '') - Date.parse(command?.issuedAt ?? '');
    // It is issued a moment after its end was fixed.
    expect(lifetime).toBeLessThanOrEqual(600_000);
    expect(lifetime).toBeGreaterThan(590_000);
    const [put] = command?.order.put ?? [];
    expect(put).toMatchObject({ employee: person?.employee, templates: [{ id: person?.template }] });
    const embedding = Buffer.from(put?.templates[0]?.embedding ?? '', 'base64');
    expect(embedding).toHaveLength(512 * 4);
    expect(command?.order.model).toBe(MODEL);
    apply(commands());
    expect(applied.people.size).toBe(1);
  });

  it('sends nothing to a unit that has what it should have', async () => {
    await addPeople(2);
    await report();
    apply(commands());
    await report();
    expect(commands()).toEqual([]);
    expect((await hub.admin.get(`/api/units/${unit}`)).json()).toMatchObject({ online: true, problems: [] });
  });

  it('sends only what changed once the unit has reported a version that the hub knows', async () => {
    const [first] = await addPeople(3);
    await report();
    apply(commands());
    await report();
    const [fourth] = await addPeople(1);
    const url = `/api/employees/${first?.employee}/face/${first?.template}`;
    expect((await hub.admin.delete(url)).statusCode).toBe(204);
    await hub.api.settled();
    const [command] = commands();
    expect(command?.order.base).toBe(2);
    expect(command?.order.drop).toEqual([first?.employee]);
    expect(command?.order.put.map(({ employee }) => employee)).toEqual([fourth?.employee]);
    apply(commands());
    expect(applied.people.size).toBe(3);
  });

  it('names the model of what the unit holds where it only takes somebody away', async () => {
    const [first] = await addPeople(2);
    await report();
    apply(commands());
    await report();
    const url = `/api/employees/${first?.employee}/face/${first?.template}`;
    expect((await hub.admin.delete(url)).statusCode).toBe(204);
    await hub.api.settled();
    expect(commands()[0]?.order).toMatchObject({ base: 2, model: MODEL, put: [], drop: [first?.employee] });
  });

  it('sends the whole roster to a unit whose version has other content than the hub knows', async () => {
    await addPeople(2);
    await report();
    apply(commands());
    applied.people.clear();
    hub.transport.connect(unit, true);
    await report();
    expect(commands()[0]?.order.base).toBe(0);
  });

  it('cuts a large roster into parts that fit into a message', async () => {
    await addPeople(320);
    await report();
    const received = commands();
    expect(received.map(({ order }) => order.part)).toEqual([1, 2, 3]);
    expect(received.every(({ order }) => order.put.length <= 150 && order.parts === 3)).toBe(true);
    apply(received);
    expect(applied.people.size).toBe(320);
  });

  it('gives the unit time to apply it, and sends it again after the unit was away', async () => {
    await addPeople(1);
    await report();
    await report();
    expect(commands()).toHaveLength(1);
    hub.transport.connect(unit, false);
    hub.transport.connect(unit, true);
    await report();
    expect(commands().map(({ number }) => number)).toEqual([1, 2]);
  });

  it('goes on at the next status after the broker was away', async () => {
    await addPeople(1);
    hub.transport.broken = true;
    await report();
    hub.transport.broken = false;
    expect(commands()).toEqual([]);
    await report();
    const numbers = commands().map(({ number }) => number);
    expect(numbers, 'a number that was used up is not used again').toEqual([2]);
  });

  it('sends nothing to a unit in quarantine, and nothing while another hub is sending to it', async () => {
    await addPeople(1);
    await hub.database.sql`UPDATE units SET state = 'quarantined' WHERE id = ${unit}`;
    await report();
    expect(commands()).toEqual([]);
    await hub.database.sql`UPDATE units SET state = 'active' WHERE id = ${unit}`;
    const other = await hub.database.sql.reserve();
    await other`SELECT pg_advisory_lock(4823002, hashtext(${unit}))`;
    await report();
    expect(commands()).toEqual([]);
    await other`SELECT pg_advisory_unlock(4823002, hashtext(${unit}))`;
    other.release();
    await report();
    expect(commands()).toHaveLength(1);
  });
});

describe('a unit’s status', () => {
  it('is kept with its words, and the words stay when the unit goes away', async () => {
    await report();
    hub.transport.say(unit, { v: 1, unit, state: 'offline' });
    await hub.api.settled();
    const shown = (await hub.admin.get(`/api/units/${unit}`)).json();
    expect(shown).toMatchObject({ online: false, status: { state: 'online', release: 'test' } });
    expect(shown.problems.join()).toContain('tidak terhubung');
    expect(Date.now() - Date.parse(shown.lastSeen)).toBeLessThan(60_000);
  });

  it('is ignored where it is none, or speaks for another unit', async () => {
    hub.transport.say(unit, 'bukan status');
    hub.transport.say(unit, { ...status(), unit: 'unit-aaaaaaaa' });
    hub.transport.say(unit, { ...status(), release: 'x'.repeat(20_000) });
    hub.transport.say('unit-zzzzzzzz' as UnitId, { ...status(), unit: 'unit-zzzzzzzz' });
    await hub.api.settled();
    expect((await hub.admin.get(`/api/units/${unit}`)).json()).toMatchObject({ status: null, online: false });
    expect((await hub.admin.get('/api/units/unit-zzzzzzzz')).statusCode).toBe(404);
  });

  it('names what an operator can act on', async () => {
    await addPeople(1);
    const words = { ...status(), clock: { source: 'unsynchronised', uncertaintyMs: null }, problems: ['Disk penuh.'] };
    hub.transport.say(unit, words);
    await vi.waitFor(async () => {
      const { problems } = (await hub.admin.get(`/api/units/${unit}`)).json();
      expect(problems).toContain('Disk penuh.');
      expect(problems.join()).toContain('seharusnya 2');
      expect(problems.join()).toContain('NTP');
    });
    const units = (await hub.admin.get('/api/units')).json().units;
    expect(units.some(({ id }: { id: string }) => id === unit)).toBe(true);
  });
});
