import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../api/support/start-test-api.ts';
import { createJournalWriter, type WrittenEntry } from '../support/journal-writer.ts';
import { seedUnit } from '../support/seed-unit.ts';

let hub: TestApi;
beforeAll(async () => {
  hub = await startTestApi();
});
afterAll(() => hub.stop());

async function newUnit() {
  const { id, key, door } = await seedUnit(hub.database.sql, hub.authority);
  return { unit: id, journal: createJournalWriter({ unit: id, key, door }) };
}

const carry = (unit: string, entries: readonly WrittenEntry[] | string) =>
  hub.api.app.inject({
    method: 'POST',
    url: `/api/units/${unit}/journal`,
    headers: { cookie: hub.admin.cookie, 'x-csrf-token': hub.admin.csrfToken, 'content-type': 'text/plain' },
    payload: typeof entries === 'string' ? entries : entries.map(({ jws }) => `${jws}\n`).join(''),
  });
const heldOf = async (unit: string) => (await hub.database.sql`SELECT seq FROM entries WHERE unit = ${unit}`).length;

test('stores the journal of a broken unit that somebody brings on its card, and nothing twice', async () => {
  const { unit, journal } = await newUnit();
  const all = [journal.bound(), ...Array.from({ length: 450 }, () => journal.punch())];
  const first = await carry(unit, all.slice(0, 300));
  expect(first.json()).toEqual({ entries: 300, stored: 300, early: 0, refused: [] });
  expect((await carry(unit, all)).json()).toEqual({ entries: 451, stored: 151, early: 0, refused: [] });
  expect((await carry(unit, all.slice(-20))).json().stored).toBe(0);
  expect(await heldOf(unit)).toBe(451);
});

test('puts what a revoked unit held back into quarantine, for BKD to accept', async () => {
  const { unit, journal } = await newUnit();
  const lines = [journal.bound(), journal.punch()];
  await hub.database.sql`UPDATE units SET state = 'revoked', revoked_at = '2026-04-01T00:00:00Z' WHERE id = ${unit}`;
  const answer = (await carry(unit, lines)).json();
  expect(answer).toMatchObject({ entries: 2, stored: 0, refused: [{ reason: 'unit-revoked' }] });
  const [message] = (await hub.admin.get(`/api/quarantine?unit=${unit}&decision=waiting`)).json().messages;
  const decided = await hub.admin.post(`/api/quarantine/${message.id}/decide`, {
    decision: 'accept',
    note: 'Dari kartu',
  });
  expect(decided.json()).toEqual({ stored: 2, leftOut: 0 });
});

test('stores nothing of a file that was altered, and says so', async () => {
  const { unit, journal } = await newUnit();
  const { jws } = journal.bound();
  const answer = (await carry(unit, `${jws.slice(0, -4)}AAAA\n`)).json();
  expect(answer).toMatchObject({ stored: 0, refused: [{ reason: 'bad-signature' }] });
  expect(await heldOf(unit)).toBe(0);
  expect((await carry('unit-99999999', jws)).statusCode).toBe(404);
});
