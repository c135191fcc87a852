import type { Arrival, EmployeeDay, Today, TodayPerson } from '@hadir/shared/api/attendance';
import type { EmployeeId, UnitId } from '@hadir/shared/ids';
import { splitJws } from '@hadir/shared/journal/jws';
import { isSignedBy, signJws } from '@hadir/shared/journal/node-signature';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrol, makeUnclaimedUnit, type UnclaimedUnit } from '../support/test-unit.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

/** A Monday in WIT. The hub's clock stands here; the database's does not matter. */
const day = '2026-04-06';
const at = (time: string) => new Date(`${day}T${time}+09:00`);
let now = at('12:00:00');

let hub: TestApi;
let keys: UnclaimedUnit;
let full: Office;
let dark: Office;
let people: Map<string, string>;
let seq = 0;

interface Office {
  readonly opd: string;
  readonly door: string;
  readonly unit: UnitId;
}

beforeAll(async () => {
  hub = await startTestApi({ now: () => now });
  full = await makeOffice('Dinas Lengkap');
  dark = await makeOffice('Dinas Gelap');
  people = new Map();
  for (const [name, office] of [
    ...['Tepat', 'Telat', 'Belum'].map((who) => [who, full] as const),
    ...['Hadir', 'Entah'].map((who) => [who, dark] as const),
  ]) {
    const nip = `19800101200501100${people.size + 1}`;
    people.set(name, (await hub.admin.post('/api/employees', { nip, name, opd: office.opd })).json().id);
  }
  await punch('Tepat', full, '07:12:30');
  await punch('Tepat', full, '11:40:00');
  await punch('Telat', full, '08:02:15');
  await punch('Hadir', dark, '07:29:59');
  await deliver(full, at('11:58:00'), true);
  await deliver(dark, at('09:00:00'), false);
  await hub.api.settled();
});
afterAll(() => hub.stop());

async function makeOffice(name: string): Promise<Office> {
  const opd = (await hub.admin.post('/api/opds', { name, zone: 'Asia/Jayapura' })).json().id;
  const door = (await hub.admin.post('/api/doors', { opd, name: 'Pintu Utama' })).json().id;
  const { claim } = (await hub.admin.post('/api/claims', { door })).json();
  keys = await makeUnclaimedUnit();
  const { unit } = await enrol(hub.api.app, keys, claim);
  await hub.database.sql`UPDATE bindings SET since = ${at('00:00:00').toISOString()} WHERE unit = ${unit}`;
  return { opd, door, unit };
}

/** Stores a punch and its entry as ingest does. */
async function punch(name: string, { unit, door }: Office, time: string): Promise<void> {
  const employee = people.get(name) as EmployeeId;
  const seenAt = at(time).toISOString();
  const jws = signJws('hadir-entry', keys.journalKey, { type: 'punch', employee, seenAt, seq: ++seq });
  const { sql } = hub.database;
  await sql`INSERT INTO entries (unit, binding, seq, type, hash, jws, at)
    VALUES (${unit}, 1, ${seq}, 'punch', ${`hash-${seq}`}, ${jws}, ${seenAt})`;
  await sql`INSERT INTO punches (unit, binding, seq, door, employee, day, seen_at, score, second_score, threshold,
      liveness, frames, face_height, clock_source)
    VALUES (${unit}, 1, ${seq}, ${door}, ${employee}, ${day}, ${seenAt}, 0.81, NULL, 0.45, 0.98, 6, 130, 'ntp')`;
}

/** The hub holds the office's journal through that time, and its unit is connected or not. */
async function deliver({ unit }: Office, through: Date, online: boolean): Promise<void> {
  const { sql } = hub.database;
  await sql`UPDATE bindings SET through = ${through.toISOString()} WHERE unit = ${unit}`;
  await sql`INSERT INTO unit_statuses (unit, online, at) VALUES (${unit}, ${online}, ${now.toISOString()})
    ON CONFLICT (unit) DO UPDATE SET online = excluded.online, at = excluded.at`;
}

const today = async (query = ''): Promise<Today> => (await hub.admin.get(`/api/today${query}`)).json();
const list = async (query: string): Promise<{ total: number; people: TodayPerson[] }> =>
  (await hub.admin.get(`/api/today/people${query}`)).json();

describe('today', () => {
  it('counts who is there, who is late, who was not seen, and whom nobody can judge', async () => {
    const page = await today();
    expect(page).toMatchObject({
      day,
      zone: 'Asia/Jayapura',
      schedule: { name: 'Lima hari kerja', start: '07:30', end: '16:00', toleranceMinutes: 0 },
      total: { employees: 5, present: 2, late: 1, notYetSeen: 1, incomplete: 1 },
    });
    const offices = Object.fromEntries(page.perOpd.map((office) => [office.name, office]));
    expect(offices['Dinas Lengkap']).toMatchObject({
      counts: { employees: 3, present: 1, late: 1, notYetSeen: 1, incomplete: 0 },
      doors: 1,
      doorsSilent: 0,
    });
    expect(offices['Dinas Gelap']).toMatchObject({
      counts: { employees: 2, present: 1, late: 0, notYetSeen: 0, incomplete: 1 },
      doorsSilent: 1,
    });
  });

  it('names the silent door, how far it came, and how many people it leaves in the dark', async () => {
    expect((await today()).silentDoors).toEqual([
      {
        door: dark.door,
        doorName: 'Pintu Utama',
        opd: dark.opd,
        opdName: 'Dinas Gelap',
        unit: dark.unit,
        completeThrough: at('09:00:00').toISOString(),
        concerns: 1,
      },
    ]);
  });

  it('shows first sightings by the minute', async () => {
    expect((await today()).arrivalsPerMinute).toEqual([
      { minute: '07:12', today: 1, lastWeek: 0 },
      { minute: '07:29', today: 1, lastWeek: 0 },
      { minute: '08:02', today: 1, lastWeek: 0 },
    ]);
  });

  it('is the office’s own for its head', async () => {
    const head = await hub.as({ username: 'kadis', name: 'Kepala', role: 'opd_head', opd: full.opd });
    const page: Today = (await head.get('/api/today')).json();
    expect(page.total.employees).toBe(3);
    expect(page.perOpd.map(({ opd }) => opd)).toEqual([full.opd]);
    expect(page.silentDoors).toEqual([]);
  });

  it('opens to the people behind each number, who are the same that the rule for one day names', async () => {
    const everyone = await list('');
    expect(everyone.total).toBe(5);
    for (const person of everyone.people) {
      const own: EmployeeDay = (await hub.admin.get(`/api/employees/${person.employee}/days/${day}`)).json();
      const { status, arrival, departure, lateMinutes } = own;
      expect({ status, arrival, departure, lateMinutes }, person.name).toEqual({
        status: person.status,
        arrival: person.arrival,
        departure: person.departure,
        lateMinutes: person.lateMinutes,
      });
    }
    const late = await list('?status=late');
    expect(late.people.map(({ name, lateMinutes }) => [name, lateMinutes])).toEqual([['Telat', 32]]);
    expect((await list(`?opd=${dark.opd}&status=incomplete`)).people.map(({ name }) => name)).toEqual(['Entah']);
    const paged = await list('?limit=2&offset=4');
    expect(paged).toMatchObject({ total: 5 });
    expect(paged.people).toHaveLength(1);
  });
});

describe('arrivals', () => {
  it('are listed newest first, a page at a time, with the quality of their evidence', async () => {
    const page: { arrivals: Arrival[] } = (await hub.admin.get('/api/arrivals?limit=3')).json();
    expect(page.arrivals.map(({ name, first }) => [name, first])).toEqual([
      ['Hadir', true],
      ['Telat', true],
      ['Tepat', false],
    ]);
    expect(page.arrivals[1]).toMatchObject({
      status: 'late',
      lateMinutes: 32,
      doorName: 'Pintu Utama',
      evidence: { score: 0.81, secondScore: null, threshold: 0.45, liveness: 0.98, frames: 6, clockSource: 'ntp' },
    });
    const before = page.arrivals[2]?.id;
    const next: { arrivals: Arrival[] } = (await hub.admin.get(`/api/arrivals?before=${before}`)).json();
    expect(next.arrivals.map(({ name, first }) => [name, first])).toEqual([['Tepat', true]]);
    const office = (await hub.admin.get(`/api/arrivals?opd=${dark.opd}`)).json();
    expect(office.arrivals).toHaveLength(1);
  });

  it('of a day that does not exist are refused', async () => {
    expect((await hub.admin.get('/api/arrivals?day=2026-02-30')).json()).toMatchObject({
      status: 422,
      fields: [{ field: 'day' }],
    });
  });
});

describe('an employee’s day', () => {
  it('carries every entry as it was signed, with the key that verifies it', async () => {
    const own: EmployeeDay = (await hub.admin.get(`/api/employees/${people.get('Hadir')}/days/${day}`)).json();
    expect(own).toMatchObject({
      employee: { name: 'Hadir', opdName: 'Dinas Gelap', position: null },
      status: 'present',
      arrival: at('07:29:59').toISOString(),
      schedule: { start: '07:30', end: '16:00' },
    });
    const [entry] = own.entries;
    expect(entry).toMatchObject({ unit: dark.unit, binding: 1, type: 'punch', doorName: 'Pintu Utama' });
    const jws = splitJws(entry?.jws ?? '');
    expect(jws && entry && isSignedBy(jws, 'hadir-entry', entry.publicKey)).toBe(true);
  });

  it('names the door that keeps it from being judged', async () => {
    const own: EmployeeDay = (await hub.admin.get(`/api/employees/${people.get('Entah')}/days/${day}`)).json();
    expect(own).toMatchObject({ status: 'incomplete', silentDoors: [{ door: dark.door, concerns: 1 }] });
  });

  it('is judged once the journal is complete through its end', async () => {
    now = new Date(now.getTime() + 2 * 86_400_000);
    const read = async (): Promise<EmployeeDay> =>
      (await hub.admin.get(`/api/employees/${people.get('Belum')}/days/${day}`)).json();
    expect((await read()).status).toBe('incomplete');
    await deliver(full, new Date(at('23:59:59').getTime() + 1_000), true);
    expect((await read()).status).toBe('absent');
  });
});
