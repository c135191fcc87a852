import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConnectedUnit } from '../support/connect-unit.ts';
import { startTestHub, type TestHub } from '../support/start-test-hub.ts';
import { until } from '../support/until.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());

const contestedAt = async (unit: string) =>
  (await hub.database.sql`SELECT contested_at FROM unit_statuses WHERE unit = ${unit}`)[0]?.contested_at ?? null;
const linesOf = (unit: string) => hub.logLines.filter((line) => line.problem === 'contested' && line.sender === unit);

test('notices that two connections keep taking each other’s place, in the log and for the unit’s page', async () => {
  const unit = await hub.seedUnit();
  const open: ConnectedUnit[] = [];
  for (let i = 0; i < 4; i++) open.push(await hub.connect(unit));
  await until('the contest to be noted', () => contestedAt(unit.id));
  expect(linesOf(unit.id)).toHaveLength(1);
  await Promise.all(open.map((link) => link.end()));
});

test('takes a unit that comes back after it left for no contest', async () => {
  const unit = await hub.seedUnit();
  for (let i = 0; i < 5; i++) await (await hub.connect(unit)).end();
  const last = await hub.connect(unit);
  await last.publish([unit.journal.bound().jws]);
  await last.receipt(({ seq }) => seq === 1);
  expect(linesOf(unit.id)).toEqual([]);
  expect(await contestedAt(unit.id)).toBeNull();
  await last.end();
});
