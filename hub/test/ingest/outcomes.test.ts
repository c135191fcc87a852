import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestHub, type TestHub } from '../support/start-test-hub.ts';
import { until } from '../support/until.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());

const storedOf = (unit: string) => hub.database.sql<{ seq: number; type: string; jws: string; hash: string }[]>`
  SELECT seq, type, jws, hash FROM entries WHERE unit = ${unit} ORDER BY binding, seq`;
const quarantineOf = (unit: string) => hub.database.sql<{ reason: string; sample: Buffer; times: number }[]>`
  SELECT reason, sample, times FROM quarantine WHERE unit = ${unit} ORDER BY id`;

test('stores entries byte for byte and answers with a receipt that names the last one', async () => {
  const unit = await hub.seedUnit();
  const written = [unit.journal.bound(), unit.journal.punch(), unit.journal.checkpoint()];
  const connected = await hub.connect(unit);
  await connected.publish(written.map(({ jws }) => jws));
  const receipt = await connected.receipt(({ seq }) => seq === 3);
  expect(receipt).toMatchObject({ v: 1, unit: unit.id, binding: 1, hash: written[2]?.hash, answer: 'held' });
  expect((await storedOf(unit.id)).map(({ jws }) => jws)).toEqual(written.map(({ jws }) => jws));
  await connected.end();
});

test("derives a punch with the door's local day in the same transaction", async () => {
  const unit = await hub.seedUnit('Asia/Jayapura');
  const employee = '11111111-2222-4333-8444-555555555555';
  const connected = await hub.connect(unit);
  // 22.30 UTC is 07.30 of the next day in Jayapura.
  const lines = [unit.journal.bound(), unit.journal.punch(employee, '2026-03-01T22:30:00.000Z')];
  await connected.publish(lines.map(({ jws }) => jws));
  await connected.receipt(({ seq }) => seq === 2);
  const rows = await hub.database.sql`
    SELECT day::text, employee, door, seq, score, second_score, clock_source FROM punches WHERE unit = ${unit.id}`;
  expect(rows).toEqual([
    { day: '2026-03-02', employee, door: unit.door, seq: 2, score: 0.71, second_score: 0.2, clock_source: 'ntp' },
  ]);
  await connected.end();
});

test('answers what it holds already with the current head and stores nothing twice', async () => {
  const unit = await hub.seedUnit();
  const lines = [unit.journal.bound(), unit.journal.punch(), unit.journal.punch()].map(({ jws }) => jws);
  const connected = await hub.connect(unit);
  await connected.publish(lines);
  await connected.receipt(({ seq }) => seq === 3);
  const before = connected.receipts.length;
  await connected.publish(lines.slice(0, 2));
  const again = await until('the second receipt', () => connected.receipts[before] ?? null);
  expect(again).toMatchObject({ seq: 3, answer: 'held' });
  expect(await storedOf(unit.id)).toHaveLength(3);
  expect(await quarantineOf(unit.id)).toEqual([]);
  await connected.end();
});

test('asks for what is missing when an entry comes before its predecessors, and stores it when they came', async () => {
  const unit = await hub.seedUnit();
  const lines = [unit.journal.bound(), unit.journal.punch(), unit.journal.punch()].map(({ jws }) => jws);
  const connected = await hub.connect(unit);
  await connected.publish(lines.slice(2));
  const gap = await connected.receipt(({ answer }) => answer === 'resend');
  expect(gap).toMatchObject({ seq: 0, hash: null });
  expect(await storedOf(unit.id)).toEqual([]);
  await connected.publish(lines);
  await connected.receipt(({ seq, answer }) => seq === 3 && answer === 'held');
  expect(await storedOf(unit.id)).toHaveLength(3);
  await connected.end();
});

test('stores a run that overlaps what is held from its first new entry', async () => {
  const unit = await hub.seedUnit();
  const lines = [unit.journal.bound(), unit.journal.punch(), unit.journal.punch(), unit.journal.punch()];
  const connected = await hub.connect(unit);
  await connected.publish(lines.slice(0, 2).map(({ jws }) => jws));
  await connected.receipt(({ seq }) => seq === 2);
  await connected.publish(lines.slice(1).map(({ jws }) => jws));
  await connected.receipt(({ seq }) => seq === 4);
  expect((await storedOf(unit.id)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  await connected.end();
});

test('keeps both of two entries under one number, quarantines the unit and says so', async () => {
  const unit = await hub.seedUnit();
  const connected = await hub.connect(unit);
  const common = [unit.journal.bound(), unit.journal.punch()];
  const clone = unit.journal.clone();
  const ours = unit.journal.punch();
  const theirs = [clone.punch(), clone.punch()];
  await connected.publish([...common, ours].map(({ jws }) => jws));
  await connected.receipt(({ seq }) => seq === 3);
  await connected.publish(theirs.map(({ jws }) => jws));
  const refused = await connected.receipt(({ answer }) => answer === 'refused');
  expect(refused).toMatchObject({ seq: 3, hash: ours.hash });
  expect((await storedOf(unit.id)).at(-1)?.jws).toBe(ours.jws);
  const [kept] = await quarantineOf(unit.id);
  expect(kept?.reason).toBe('fork');
  expect(kept?.sample.toString()).toBe(theirs.map(({ jws }) => jws).join('\n'));
  const [row] = await hub.database.sql`SELECT state FROM units WHERE id = ${unit.id}`;
  expect(row).toEqual({ state: 'quarantined' });
  expect(hub.logLines.some((line) => line.unit === unit.id && line.reason === 'fork')).toBe(true);

  await connected.publish([unit.journal.punch().jws]);
  await until('the next entry in quarantine', async () =>
    (await quarantineOf(unit.id)).some(({ reason }) => reason === 'unit-quarantined') ? true : null,
  );
  expect(await storedOf(unit.id)).toHaveLength(3);
  await connected.end();
});

test('takes an entry that follows a different predecessor for a fork', async () => {
  const unit = await hub.seedUnit();
  const connected = await hub.connect(unit);
  const bound = unit.journal.bound();
  const clone = unit.journal.clone();
  await connected.publish([bound.jws, unit.journal.punch().jws]);
  await connected.receipt(({ seq }) => seq === 2);
  clone.punch();
  await connected.publish([clone.punch().jws]);
  await connected.receipt(({ answer }) => answer === 'refused');
  expect((await quarantineOf(unit.id)).map(({ reason }) => reason)).toEqual(['fork']);
  await connected.end();
});

test('counts the same refused bytes in one row of the quarantine', async () => {
  const unit = await hub.seedUnit();
  const connected = await hub.connect(unit);
  const bad = Buffer.from('not an entry at all');
  for (let i = 0; i < 3; i++) await connected.publish(bad);
  await until('three refusals', async () => ((await quarantineOf(unit.id))[0]?.times === 3 ? true : null));
  expect(await quarantineOf(unit.id)).toMatchObject([{ reason: 'not-a-jws', times: 3 }]);
  await connected.end();
});

test('lets no bad message harm the good ones beside it', async () => {
  const units = await Promise.all(Array.from({ length: 6 }, () => hub.seedUnit()));
  const connected = await Promise.all(units.map((unit) => hub.connect(unit)));
  await Promise.all(
    units.map(async (unit, index) => {
      const good = [unit.journal.bound(), unit.journal.punch()].map(({ jws }) => jws);
      const link = connected[index];
      if (index % 2 === 1) await link?.publish(Buffer.from([0xff, 0xfe, 0x00, 0x0a]));
      await link?.publish(good);
      await link?.receipt(({ seq }) => seq === 2);
    }),
  );
  for (const [index, unit] of units.entries()) {
    expect(await storedOf(unit.id)).toHaveLength(2);
    expect(await quarantineOf(unit.id)).toHaveLength(index % 2);
  }
  await Promise.all(connected.map((link) => link.end()));
});
