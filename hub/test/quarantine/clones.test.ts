import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../api/support/start-test-api.ts';
import { deliver } from '../support/deliver.ts';
import { createJournalWriter, type WrittenEntry } from '../support/journal-writer.ts';
import { seedUnit } from '../support/seed-unit.ts';

let hub: TestApi;
beforeAll(async () => {
  hub = await startTestApi();
});
afterAll(() => hub.stop());

/** Two entries in common, then two histories under one key. */
async function twins(length: number) {
  const { id, key, door } = await seedUnit(hub.database.sql, hub.authority);
  const journal = createJournalWriter({ unit: id, key, door });
  const common = [journal.bound(), journal.punch()];
  const copy = journal.clone();
  const ours = Array.from({ length }, () => journal.punch());
  const theirs = Array.from({ length }, () => copy.punch());
  return { unit: id, common, ours, theirs };
}

/** Every entry that the hub has of a unit: stored, or in quarantine with all its bytes. */
async function kept(unit: string): Promise<Set<string>> {
  const stored = await hub.database.sql<{ jws: string }[]>`SELECT jws FROM entries WHERE unit = ${unit}`;
  const aside = await hub.database.sql<{ sample: Buffer }[]>`SELECT sample FROM quarantine WHERE unit = ${unit}`;
  return new Set([
    ...stored.map(({ jws }) => jws),
    ...aside.flatMap(({ sample }) => sample.toString('latin1').split('\n')),
  ]);
}

const stateOf = async (unit: string) => (await hub.database.sql`SELECT state FROM units WHERE id = ${unit}`)[0]?.state;

test('keeps both histories of a clone and quarantines the unit, whatever order they arrive in', async () => {
  // Who speaks next, and whether in the same batch as the one before.
  const turn = fc.record({ copy: fc.boolean(), length: fc.integer({ min: 1, max: 3 }), together: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 6 }), async (turns) => {
      const { unit, common, ours, theirs } = await twins(4);
      const waiting = { ours: [...common, ...ours], theirs: [...theirs] };
      const batches: WrittenEntry[][][] = [];
      const send = (run: WrittenEntry[], together: boolean) => {
        if (run.length === 0) return;
        if (together && batches.length > 0) batches.at(-1)?.push(run);
        else batches.push([run]);
      };
      for (const { copy, length, together } of turns)
        send((copy ? waiting.theirs : waiting.ours).splice(0, length), together);
      send(waiting.ours, false);
      send(waiting.theirs, false);
      const everything = [...common, ...ours, ...theirs].map(({ jws }) => jws);
      // What came before its predecessors is asked for again, as a unit answers a `resend`.
      for (const batch of [...batches, [common, theirs], [[...common, ...ours]], [theirs]])
        await deliver(hub.database.sql, unit, ...batch);
      expect(await stateOf(unit)).toBe('quarantined');
      const found = await kept(unit);
      expect(everything.filter((jws) => !found.has(jws))).toEqual([]);
    }),
    { numRuns: 25 },
  );
});

test('shows both histories side by side from the first number that differs, also what came later', async () => {
  const { unit, common, ours, theirs } = await twins(5);
  await deliver(hub.database.sql, unit, [...common, ...ours.slice(0, 3)]);
  await deliver(hub.database.sql, unit, theirs.slice(0, 2));
  await deliver(hub.database.sql, unit, theirs.slice(2));
  await deliver(hub.database.sql, unit, ours.slice(3));
  const { messages } = (await hub.admin.get(`/api/quarantine?unit=${unit}&decision=waiting`)).json();
  expect(messages.map(({ reason }: { reason: string }) => reason)).toEqual([
    'unit-quarantined',
    'unit-quarantined',
    'fork',
  ]);
  const fork = messages[2].id;
  const detail = (await hub.admin.get(`/api/quarantine/${fork}`)).json();
  expect(detail.binding).toBe(1);
  expect(detail.more).toBe(false);
  expect(detail.entries).toEqual([
    { seq: 3, held: ours[0]?.entry, other: theirs[0]?.entry },
    { seq: 4, held: ours[1]?.entry, other: theirs[1]?.entry },
    { seq: 5, held: ours[2]?.entry, other: theirs[2]?.entry },
    { seq: 6, held: null, other: theirs[3]?.entry },
    { seq: 7, held: null, other: theirs[4]?.entry },
  ]);
  const page = (await hub.admin.get(`/api/quarantine/${fork}?after=4&limit=2`)).json();
  expect(page.entries.map(({ seq }: { seq: number }) => seq)).toEqual([5, 6]);
  expect(page.more).toBe(true);

  // The fork itself cannot be accepted; what goes on from the held history can.
  const note = { note: 'Kartu digandakan' };
  const refused = await hub.admin.post(`/api/quarantine/${fork}/decide`, { decision: 'accept', ...note });
  expect(refused.statusCode).toBe(409);
  expect(refused.json().detail).toMatch(/sudah memegang entri lain dengan nomor 3/);
  const continued = await hub.admin.post(`/api/quarantine/${messages[0].id}/decide`, { decision: 'accept', ...note });
  expect(continued.json()).toEqual({ stored: 2, leftOut: 0 });
  expect((await hub.admin.post(`/api/quarantine/${fork}/decide`, { decision: 'refuse', ...note })).statusCode).toBe(
    200,
  );
  expect(await stateOf(unit)).toBe('quarantined');
});

test('keeps nothing twice of what a quarantined unit sends again and the hub holds', async () => {
  const { unit, common, ours, theirs } = await twins(2);
  await deliver(hub.database.sql, unit, [...common, ...ours]);
  await deliver(hub.database.sql, unit, theirs);
  const { answers, refused } = await deliver(hub.database.sql, unit, ours);
  expect(answers).toMatchObject([{ answer: 'held', seq: 4 }]);
  expect(refused).toEqual([]);
});
