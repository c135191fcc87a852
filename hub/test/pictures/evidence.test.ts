import { createHash, randomUUID } from 'node:crypto';
import { sealPicture } from '@hadir/shared/wire/seal-picture';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EvidenceKeeper } from '../../src/pictures/evidence-keeper.ts';
import { storePicture } from '../../src/pictures/picture-store.ts';
import { type Caller, startTestApi, type TestApi } from '../api/support/start-test-api.ts';
import { seedUnit } from '../support/seed-unit.ts';

const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(900, 9), Buffer.of(0xff, 0xd9)]);
const DAY_MS = 86_400_000;
const ON = { on: true, days: 30, legalBasis: 'Perbup 12/2026 tentang presensi wajah' };

let hub: TestApi;
let inspector: Caller;

beforeAll(async () => {
  hub = await startTestApi();
  inspector = await hub.as({ username: 'inspektur', name: 'Inspektur Uji', role: 'inspectorate' });
});
afterAll(() => hub.stop());

function put(body: object) {
  const headers = { cookie: hub.admin.cookie, 'x-csrf-token': hub.admin.csrfToken };
  return hub.api.app.inject({ method: 'PUT', url: '/api/evidence-policy', payload: body, headers });
}

const settingsOrders = (unit: string) => hub.database.sql<{ state: string; settings: object }[]>`
  SELECT state, "order"->'settings' AS settings FROM commands WHERE unit = ${unit} ORDER BY issued_at`;

async function keepPicture(): Promise<string> {
  const unit = await seedUnit(hub.database.sql, hub.authority);
  const sealed = sealPicture(JPEG, hub.authority.pictureKeys.publicKey, unit.id);
  const id = createHash('sha256').update(sealed).digest('base64url');
  const subject = { kind: 'evidence', binding: 1, seq: 7 } as const;
  const header = { v: 1, unit: unit.id, id, takenAt: '2026-11-02T00:28:00.000Z', subject } as const;
  await storePicture(hub.database.db, { header, sealed });
  return id;
}

test('nothing is sent or kept before the region has decided, and not without a legal basis', async () => {
  const { policy } = (await hub.admin.get('/api/evidence-policy')).json();
  expect(policy).toEqual({ on: false, days: 30, legalBasis: '' });
  const answer = await put({ on: true, days: 30, legalBasis: '  ' });
  expect(answer.statusCode).toBe(422);
  expect(answer.json()).toMatchObject({ code: 'legal-basis-required', fields: [{ field: 'legalBasis' }] });
  expect((await put({ on: true, days: 0, legalBasis: 'Perbup 1' })).statusCode).toBe(400);
});

test('every unit in service is told of the decision, keeps its other settings, and is told again when it is taken back', async () => {
  const { sql } = hub.database;
  const unit = await seedUnit(sql, hub.authority);
  await sql`UPDATE units SET settings = '{"volume": 0.4}' WHERE id = ${unit.id}`;
  const answer = await put(ON);
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toMatchObject({ policy: ON, changedBy: expect.any(String), units: { all: 1, following: 0 } });
  expect(await settingsOrders(unit.id)).toEqual([{ state: 'waiting', settings: { volume: 0.4, evidence: true } }]);
  await put(ON);
  expect(await settingsOrders(unit.id)).toHaveLength(1);
  await sql`UPDATE commands SET state = 'done' WHERE unit = ${unit.id}`;
  await sql`UPDATE units SET settings = '{"volume": 0.4, "evidence": true}' WHERE id = ${unit.id}`;
  expect((await hub.admin.get('/api/evidence-policy')).json().units).toEqual({ all: 1, following: 1, refusing: 0 });
  await put({ ...ON, on: false });
  expect((await settingsOrders(unit.id)).at(-1)).toEqual({ state: 'waiting', settings: { volume: 0.4 } });
  const changes = await sql`SELECT detail FROM audit_log WHERE action = 'evidence-policy-changed' ORDER BY id`;
  expect(changes.at(-1)?.detail).toMatchObject({ before: { on: true }, after: { on: false } });
});

test('a unit that does not know the setting is not told every minute', async () => {
  const { sql } = hub.database;
  await put(ON);
  const unit = await seedUnit(sql, hub.authority);
  const { database, api } = hub;
  const keeper = new EvidenceKeeper({ database, log: api.app.log, now: () => new Date() }, () => undefined);
  await keeper.hold();
  await sql`UPDATE commands SET state = 'refused' WHERE unit = ${unit.id}`;
  await keeper.hold();
  expect(await settingsOrders(unit.id)).toHaveLength(1);
  const { units } = (await hub.admin.get('/api/evidence-policy')).json();
  expect(units.refusing).toBe(1);
});

test('a picture opens only for BKD and the inspectorate, with a reason, and that it was opened stays known', async () => {
  const id = await keepPicture();
  expect((await inspector.post(`/api/evidence/${id}/open`, {})).statusCode).toBe(400);
  const answer = await inspector.post(`/api/evidence/${id}/open`, { reason: 'Aduan dari atasan' });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers).toMatchObject({ 'content-type': 'image/jpeg', 'cache-control': 'no-store' });
  expect(answer.rawPayload).toEqual(JPEG);
  expect((await hub.admin.get(`/api/evidence/${id}`)).json()).toMatchObject({
    state: 'kept',
    takenAt: '2026-11-02T00:28:00.000Z',
    opened: [{ by: 'Inspektur Uji', reason: 'Aduan dari atasan' }],
  });
  for (const role of ['leader', 'treasurer'] as const) {
    const other = await hub.as({ username: `u-${randomUUID()}`, name: 'Orang Uji', role });
    expect((await other.get(`/api/evidence/${id}`)).statusCode).toBe(403);
    expect((await other.post(`/api/evidence/${id}/open`, { reason: 'Ingin tahu' })).statusCode).toBe(403);
    expect((await other.get('/api/evidence-policy')).statusCode).toBe(403);
  }
  const unknown = 'A'.repeat(43);
  expect((await inspector.get(`/api/evidence/${unknown}`)).json()).toMatchObject({ state: 'awaited', opened: [] });
  expect((await inspector.post(`/api/evidence/${unknown}/open`, { reason: 'Ingin tahu' })).statusCode).toBe(404);
});

test('a picture is sealed in the database, and deleted when its days are over', async () => {
  const id = await keepPicture();
  const { sql } = hub.database;
  const [row] =
    await sql`SELECT sealed, sealed ~ ${JPEG.subarray(4, 40).toString('base64')} AS plain FROM pictures WHERE id = ${id}`;
  expect(row?.plain).toBe(false);
  expect((await hub.admin.get('/api/evidence-policy')).json().kept).toEqual({
    pictures: expect.any(Number),
    bytes: expect.any(Number),
    oldest: '2026-11-02T00:28:00.000Z',
  });
  const { database, api } = hub;
  const after = (days: number) =>
    new EvidenceKeeper(
      { database, log: api.app.log, now: () => new Date(Date.now() + days * DAY_MS) },
      () => undefined,
    );
  await after(29).hold();
  expect((await hub.admin.get(`/api/evidence/${id}`)).json().state).toBe('kept');
  await after(31).hold();
  expect((await hub.admin.get(`/api/evidence/${id}`)).json()).toMatchObject({
    state: 'removed',
    removedAt: expect.any(String),
  });
  expect((await sql`SELECT sealed FROM pictures WHERE id = ${id}`)[0]?.sealed).toBeNull();
  expect((await hub.admin.get('/api/evidence-policy')).json().kept).toEqual({ pictures: 0, bytes: 0, oldest: null });
  const gone = await hub.admin.post(`/api/evidence/${id}/open`, { reason: 'Terlambat' });
  expect(gone.json()).toMatchObject({ status: 409, code: 'evidence-removed' });
  expect(await sql`SELECT 1 FROM audit_log WHERE action = 'evidence-removed'`).not.toHaveLength(0);
});
