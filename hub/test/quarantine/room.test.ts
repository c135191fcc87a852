import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/database/open-database.ts';
import { type QuarantineItem, quarantine } from '../../src/quarantine/quarantine.ts';
import { startTestDatabase } from '../support/start-test-database.ts';

let database: Database;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());

const garbage = (unit: string, text: string, reason: QuarantineItem['reason'] = 'not-a-jws'): QuarantineItem => ({
  ...{ unit, reason, detail: 'Line 1', content: Buffer.from(text) },
});
const rowsOf = (unit: string) => database.sql<
  { reason: string; times: number; bytes: number; kept: number; detail: string }[]
>`
  SELECT reason, times, bytes, length(sample) AS kept, detail FROM quarantine WHERE unit = ${unit} ORDER BY length(sample) = 0, reason DESC, id`;

test('counts differing garbage in one row of its reason once the room of a unit is used up', async () => {
  const unit = 'unit-flood001';
  const room = { messages: 3, evidenceBytes: 1_000 };
  const first = [garbage(unit, 'a'), garbage(unit, 'b'), garbage(unit, 'a')];
  for (const item of first) await quarantine(database.sql, [item], room);
  await quarantine(database.sql, [garbage(unit, 'c', 'empty')], room);
  await quarantine(database.sql, [garbage(unit, 'dd'), garbage(unit, 'ee')], room);
  await quarantine(database.sql, [garbage(unit, 'ff'), garbage(unit, 'a'), garbage(unit, 'g', 'empty')], room);
  expect(await rowsOf(unit)).toMatchObject([
    { reason: 'not-a-jws', times: 3, kept: 1 },
    { reason: 'not-a-jws', times: 1, kept: 1 },
    { reason: 'empty', times: 1, kept: 1 },
    { reason: 'not-a-jws', times: 3, bytes: 6, kept: 0, detail: expect.stringMatching(/counted here and not kept/) },
    { reason: 'empty', times: 1, bytes: 1, kept: 0 },
  ]);
});

test('lets garbage take no room from evidence, which is kept whole', async () => {
  const unit = 'unit-flood002';
  const room = { messages: 1, evidenceBytes: 200_000 };
  const whole = 'x'.repeat(150_000);
  await quarantine(database.sql, [garbage(unit, 'a'), garbage(unit, 'b')], room);
  await quarantine(database.sql, [garbage(unit, whole, 'fork'), garbage(unit, `${whole}y`, 'unit-revoked')], room);
  const rows = await rowsOf(unit);
  expect(rows.map(({ reason, kept }) => [reason, kept])).toEqual([
    ['not-a-jws', 1],
    ['fork', 150_000],
    ['unit-revoked', 0],
    ['not-a-jws', 0],
  ]);
});
