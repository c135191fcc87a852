import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../src/database/connection-settings.ts';
import type { Database } from '../../src/database/open-database.ts';
import { deliver } from '../support/deliver.ts';
import { createJournalWriter } from '../support/journal-writer.ts';
import { startTestHub, type TestHub } from '../support/start-test-hub.ts';

let hub: TestHub;
let sql: Database['sql'];
beforeAll(async () => {
  hub = await startTestHub();
  sql = connect(hub.database.connection, 2, 'bindings');
});
afterAll(async () => {
  await sql.end();
  await hub.stop();
});

/** A unit that was moved to a second door while the end of its first binding is still on it. */
async function movedUnit() {
  const unit = await hub.seedUnit('Asia/Jakarta');
  const [opd] = await sql`INSERT INTO opds (name, zone) VALUES (${randomUUID()}, 'Asia/Jayapura') RETURNING id`;
  const [door] = await sql`INSERT INTO doors (opd, name) VALUES (${opd?.id}, 'Pintu kedua') RETURNING id`;
  const first = [unit.journal.bound(), unit.journal.punch(), unit.journal.punch(), unit.journal.checkpoint()];
  await deliver(sql, unit.id, first.slice(0, 2));
  await sql`UPDATE bindings SET until = now() WHERE unit = ${unit.id}`;
  await sql`INSERT INTO bindings (unit, number, door) VALUES (${unit.id}, 2, ${door?.id})`;
  const next = (prev: string | undefined) =>
    createJournalWriter({ unit: unit.id, key: unit.key, door: door?.id, binding: 2, prev: prev ?? '' });
  return {
    unit: unit.id,
    door: unit.door,
    newDoor: String(door?.id),
    first,
    journal: unit.journal,
    key: unit.key,
    next,
  };
}

const punchesOf = (unit: string) =>
  sql`SELECT binding, seq, door, day::text FROM punches WHERE unit = ${unit} ORDER BY binding, seq`;
const stateOf = async (unit: string) => (await sql`SELECT state FROM units WHERE id = ${unit}`)[0]?.state;

test('counts entries made before a change of hardware for their own door, also when they arrive after it', async () => {
  const { unit, door, newDoor, first, next } = await movedUnit();
  const second = next(first.at(-1)?.hash);
  const begun = [second.bound(), second.punch()];
  // The new binding has to wait for the end of the old one.
  const early = await deliver(sql, unit, begun);
  expect(early.answers).toMatchObject([{ binding: 1, answer: 'resend', seq: 2 }]);
  const late = await deliver(sql, unit, first.slice(2));
  expect(late.answers).toMatchObject([{ binding: 1, answer: 'held', seq: 4 }]);
  await deliver(sql, unit, begun);
  expect(await punchesOf(unit)).toMatchObject([
    { binding: 1, seq: 2, door },
    { binding: 1, seq: 3, door },
    { binding: 2, seq: 2, door: newDoor },
  ]);
  const [ended] =
    await sql`SELECT seq, through IS NOT NULL AS complete FROM bindings WHERE unit = ${unit} AND number = 1`;
  expect(ended).toEqual({ seq: 4, complete: true });
  expect(await stateOf(unit)).toBe('active');
});

test('refuses a punch for the new door in the old binding', async () => {
  const { unit, newDoor, first, key } = await movedUnit();
  await deliver(sql, unit, first.slice(2));
  const elsewhere = createJournalWriter({
    ...{ unit, key, door: newDoor, seq: 4 },
    prev: first.at(-1)?.hash ?? '',
  });
  const { refused } = await deliver(sql, unit, [elsewhere.punch()]);
  expect(refused).toMatchObject([{ reason: 'wrong-door' }]);
});

test('takes an entry after the end of a binding for a fork once the next one has begun', async () => {
  const { unit, first, journal, next } = await movedUnit();
  await deliver(sql, unit, first.slice(2));
  await deliver(sql, unit, [next(first.at(-1)?.hash).bound()]);
  const { refused } = await deliver(sql, unit, [journal.punch()]);
  expect(refused).toMatchObject([{ reason: 'fork' }]);
  expect(await stateOf(unit)).toBe('quarantined');
});

test('takes a binding that begins before the end of the one before for a fork', async () => {
  const { unit, first, next } = await movedUnit();
  await deliver(sql, unit, first.slice(2));
  const { refused } = await deliver(sql, unit, [next(first[1]?.hash).bound()]);
  expect(refused).toMatchObject([{ reason: 'fork' }]);
  expect(await stateOf(unit)).toBe('quarantined');
});
