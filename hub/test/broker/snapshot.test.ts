import type { UnitId } from '@hadir/shared/ids';
import { unitTopic } from '@hadir/shared/wire/topics';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestHub, type TestHub } from '../support/start-test-hub.ts';
import { until } from '../support/until.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());

test('hears the picture of the unit that sent it, and takes none in another unit’s name', async () => {
  const heard: { unit: UnitId; payload: string }[] = [];
  hub.transport.onSnapshot((unit, payload) => void heard.push({ unit, payload: payload.toString() }));
  const [one, other] = [await hub.seedUnit(), await hub.seedUnit()];
  const link = await hub.connect(one);
  await link.client.publishAsync(unitTopic(one.id, 'snapshot'), 'a picture', { qos: 0 });
  await until('the picture', () => (heard.length > 0 ? true : null));
  await link.client.publishAsync(unitTopic(other.id, 'snapshot'), 'a forged picture', { qos: 0 });
  await until('the refusal', async () => {
    const rows = await hub.database.sql`SELECT 1 FROM quarantine WHERE unit = ${one.id} AND reason = 'foreign-topic'`;
    return rows.length > 0 ? true : null;
  });
  expect(heard).toEqual([{ unit: one.id, payload: 'a picture' }]);
  await link.end();
});

test('hears a sealed picture on its own topic, and lets no unit listen to one', async () => {
  const heard: { unit: UnitId; payload: string }[] = [];
  hub.transport.onPicture((unit, payload) => void heard.push({ unit, payload: payload.toString() }));
  const unit = await hub.seedUnit();
  const link = await hub.connect(unit);
  await link.client.publishAsync(unitTopic(unit.id, 'picture'), 'header and picture', { qos: 1 });
  await until('the picture', () => (heard.length > 0 ? true : null));
  expect(heard).toEqual([{ unit: unit.id, payload: 'header and picture' }]);
  await expect(link.client.subscribeAsync(unitTopic(unit.id, 'picture'))).rejects.toThrow();
  await link.end();
});

test('says whether anybody heard what was published', async () => {
  const unit = await hub.seedUnit();
  const publish = () => hub.transport.publish(unitTopic(unit.id, 'receipt'), 'x', { qos: 0 });
  expect(await publish()).toBe(false);
  const link = await hub.connect(unit);
  link.client.removeAllListeners('message');
  expect(await publish()).toBe(true);
  await link.end();
});
