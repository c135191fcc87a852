import { randomUUID } from 'node:crypto';
import type { Alarms } from '@hadir/shared/api/alarms';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, startTestApi, type TestApi } from '../api/support/start-test-api.ts';
import { deliver } from '../support/deliver.ts';
import { createJournalWriter } from '../support/journal-writer.ts';
import { type SeededUnit, seedUnit } from '../support/seed-unit.ts';

let hub: TestApi;
let head: Caller;
let operator: Caller;
let own: SeededUnit;
let other: SeededUnit;

/** A door at which pictures were held before the camera `times` times, each a tamper entry. */
async function attacked(times: number): Promise<SeededUnit> {
  const { sql } = hub.database;
  const unit = await seedUnit(sql, hub.authority);
  const journal = createJournalWriter({ unit: unit.id, key: unit.key, door: unit.door });
  journal.bound();
  for (let count = 1; count <= times; count++)
    journal.append({
      type: 'tamper',
      door: unit.door,
      what: count === 1 ? 'camera-covered' : 'presentation-attacks',
      since: '2026-03-01T23:50:00.000Z',
      count,
      detail: 'Uji',
    });
  journal.checkpoint();
  await deliver(sql, unit.id, journal.written);
  return unit;
}

async function officeOf(unit: SeededUnit): Promise<string> {
  const [row] = await hub.database.sql<{ opd: string }[]>`SELECT opd FROM doors WHERE id = ${unit.door}`;
  return row?.opd ?? '';
}

const read = async (caller: Caller, query = ''): Promise<Alarms> => {
  const answer = await caller.get(`/api/alarms${query}`);
  expect(answer.statusCode).toBe(200);
  return answer.json();
};

beforeAll(async () => {
  hub = await startTestApi();
  own = await attacked(2);
  other = await attacked(3);
  head = await hub.as({ username: 'kepala', name: 'Kepala Uji', role: 'opd_head', opd: await officeOf(own) });
  operator = await hub.as({
    username: 'operator',
    name: 'Operator Uji',
    role: 'opd_operator',
    opd: await officeOf(own),
  });
});
afterAll(() => hub.stop());

test('alarms come the latest first, with their door and office, in pages', async () => {
  const all = await read(hub.admin);
  expect(all).toMatchObject({ waiting: 5 });
  expect(all.alarms.map(({ unit, seq }) => [unit, seq])).toEqual(
    [
      [own.id, 2],
      [own.id, 3],
      [other.id, 2],
      [other.id, 3],
      [other.id, 4],
    ].sort((a, b) => Number(b[1]) - Number(a[1]) || String(b[0]).localeCompare(String(a[0]))),
  );
  expect(all.alarms.at(0)).toMatchObject({
    what: 'presentation-attacks',
    doorName: 'Pintu utama',
    zone: 'Asia/Jayapura',
    since: '2026-03-01T23:50:00.000Z',
    count: 3,
    seen: null,
  });
  const [first, second] = all.alarms;
  const rest = await read(hub.admin, `?limit=3&before=${second?.unit}.${second?.binding}.${second?.seq}`);
  expect(rest.alarms).toEqual(all.alarms.slice(2));
  expect(await read(hub.admin, `?door=${first?.door}`)).toMatchObject({ waiting: 3 });
});

test('the head of an office sees its doors only, and others see none', async () => {
  const { alarms, waiting } = await read(head);
  expect(new Set(alarms.map(({ unit }) => unit))).toEqual(new Set([own.id]));
  expect(waiting).toBe(2);
  expect((await head.get(`/api/alarms?opd=${await officeOf(other)}`)).statusCode).toBe(403);
  expect((await operator.get('/api/alarms')).statusCode).toBe(403);
  expect((await head.post(`/api/alarms/${other.id}/1/2/seen`, { note: 'Sudah diperiksa' })).statusCode).toBe(404);
});

test('whoever looks after an alarm says what he found, once, and it is in the audit log', async () => {
  const path = `/api/alarms/${own.id}/1/3/seen`;
  const empty = await head.post(path, { note: '     ' });
  expect(empty.statusCode).toBe(422);
  expect(empty.json()).toMatchObject({ fields: [{ field: 'note' }] });
  const seen = await head.post(path, { note: 'Satpam memeriksa, foto disita.' });
  expect(seen.json()).toMatchObject({ seen: { by: 'Kepala Uji', note: 'Satpam memeriksa, foto disita.' } });
  expect((await hub.admin.post(path, { note: 'Sekali lagi' })).statusCode).toBe(409);
  const { alarms, waiting } = await read(hub.admin, '?state=waiting');
  expect(waiting).toBe(4);
  expect(alarms.some(({ unit, seq }) => unit === own.id && seq === 3)).toBe(false);
  expect((await read(hub.admin)).alarms.find(({ unit, seq }) => unit === own.id && seq === 3)?.seen).toMatchObject({
    by: 'Kepala Uji',
  });
  const audit = await hub.database.sql`SELECT subject, detail FROM audit_log WHERE action = 'alarm-seen'`;
  expect(audit).toMatchObject([{ subject: `${own.id}/1/3`, detail: { note: 'Satpam memeriksa, foto disita.' } }]);
});

test('a place that does not exist is refused or empty, and costs nothing', async () => {
  expect((await hub.admin.get('/api/alarms?before=unit-aaaa1111.1.9999999999')).statusCode).toBe(422);
  expect((await hub.admin.get('/api/alarms?before=..')).statusCode).toBe(400);
  expect((await read(hub.admin, '?before=unit-aaaa1111.1.1')).alarms).toEqual([]);
  expect((await hub.admin.post(`/api/alarms/${own.id}/1/1/seen`, { note: 'Bukan peringatan' })).statusCode).toBe(404);
  expect((await hub.admin.get(`/api/alarms?door=${randomUUID()}`)).json()).toEqual({ alarms: [], waiting: 0 });
});
