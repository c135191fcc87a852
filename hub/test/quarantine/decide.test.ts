import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../api/support/start-test-api.ts';
import { deliver } from '../support/deliver.ts';
import { createJournalWriter, type JournalWriter } from '../support/journal-writer.ts';
import { seedUnit } from '../support/seed-unit.ts';

let hub: TestApi;
beforeAll(async () => {
  hub = await startTestApi();
});
afterAll(() => hub.stop());

interface Waiting {
  unit: string;
  journal: JournalWriter;
}

/** A unit of whose journal two entries are held. */
async function unitWithHistory(): Promise<Waiting> {
  const { id, key, door } = await seedUnit(hub.database.sql, hub.authority);
  const journal = createJournalWriter({ unit: id, key, door });
  await deliver(hub.database.sql, id, [journal.bound(), journal.punch()]);
  return { unit: id, journal };
}

const revoke = (unit: string, at: string) =>
  hub.database.sql`UPDATE units SET state = 'revoked', revoked_at = ${at}, revoked_reason = 'uji' WHERE id = ${unit}`;
const messagesOf = async (unit: string): Promise<{ id: string; reason: string; decision: string }[]> =>
  (await hub.admin.get(`/api/quarantine?unit=${unit}`)).json().messages;
const decide = (id: string, decision: 'accept' | 'refuse', note = 'Sudah diperiksa di tempat') =>
  hub.admin.post(`/api/quarantine/${id}/decide`, { decision, note });
const held = async (unit: string) =>
  (await hub.database.sql<{ seq: number }[]>`SELECT seq FROM entries WHERE unit = ${unit} ORDER BY seq`).map(
    ({ seq }) => seq,
  );
const punches = async (unit: string) =>
  (await hub.database.sql`SELECT seq FROM punches WHERE unit = ${unit}`).map(({ seq }) => Number(seq)).sort();

test('keeps what a revoked unit signed before and sends late, whole, and stores it when BKD accepts', async () => {
  const { unit, journal } = await unitWithHistory();
  const late = Array.from({ length: 150 }, () => journal.punch());
  const bytes = late.map(({ jws }) => jws).join('\n').length;
  expect(bytes).toBeGreaterThan(65_536);
  await revoke(unit, '2026-03-02T01:00:00.000Z');
  const { answers } = await deliver(hub.database.sql, unit, late);
  expect(answers).toMatchObject([{ answer: 'refused', reason: 'unit-revoked', seq: 2 }]);
  const [message] = await messagesOf(unit);
  expect(message).toMatchObject({ reason: 'unit-revoked', decision: 'waiting', bytes });
  expect(await held(unit)).toEqual([1, 2]);

  const answer = await decide(message?.id ?? '', 'accept');
  expect(answer.json()).toEqual({ stored: 150, leftOut: 0 });
  expect(await held(unit)).toHaveLength(152);
  expect(await punches(unit)).toHaveLength(151);
  const [head] = await hub.database.sql`SELECT seq, hash FROM bindings WHERE unit = ${unit}`;
  expect(head).toEqual({ seq: 152, hash: late.at(-1)?.hash });
  expect((await messagesOf(unit))[0]).toMatchObject({ decision: 'accepted', note: 'Sudah diperiksa di tempat' });
  const [line] = await hub.database.sql`
    SELECT action, detail FROM audit_log WHERE subject = ${unit} AND action LIKE 'quarantine-%'`;
  expect(line).toMatchObject({ action: 'quarantine-accepted', detail: { stored: 150, reason: 'unit-revoked' } });
});

test('decides once, and stores nothing of what was refused', async () => {
  const { unit, journal } = await unitWithHistory();
  await revoke(unit, '2026-03-03T00:00:00.000Z');
  await deliver(hub.database.sql, unit, [journal.punch()]);
  const [message] = await messagesOf(unit);
  expect((await decide(message?.id ?? '', 'refuse')).json()).toEqual({ stored: 0, leftOut: 0 });
  expect(await held(unit)).toEqual([1, 2]);
  const again = await decide(message?.id ?? '', 'accept');
  expect([again.statusCode, again.json().code]).toEqual([409, 'already-decided']);
  const waiting = await hub.admin.get(`/api/quarantine?unit=${unit}&decision=waiting`);
  expect(waiting.json().messages).toEqual([]);
  const refused = await hub.admin.get(`/api/quarantine?unit=${unit}&decision=refused`);
  expect(refused.json().messages).toMatchObject([{ id: message?.id, decidedBy: 'Administrator BKD' }]);
});

test('lets only one of two people decide who decide at the same time', async () => {
  const { unit, journal } = await unitWithHistory();
  await revoke(unit, '2026-03-03T00:00:00.000Z');
  await deliver(hub.database.sql, unit, [journal.punch()]);
  const id = (await messagesOf(unit))[0]?.id ?? '';
  const answers = await Promise.all([decide(id, 'accept'), decide(id, 'refuse'), decide(id, 'accept')]);
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409]);
});

test('leaves out what was made after the revocation, and refuses a message that holds nothing else', async () => {
  const { unit, journal } = await unitWithHistory();
  // The third entry is of second 3, the fourth of second 4.
  const late = [journal.punch(), journal.punch(), journal.punch()];
  await revoke(unit, '2026-03-02T00:00:03.500Z');
  await deliver(hub.database.sql, unit, late);
  await deliver(hub.database.sql, unit, late.slice(1));
  const [after, mixed] = await messagesOf(unit);
  const refused = await decide(after?.id ?? '', 'accept');
  expect(refused.statusCode).toBe(409);
  expect(refused.json()).toMatchObject({ code: 'not-storable', detail: expect.stringMatching(/setelah unit dicabut/) });
  expect((await decide(mixed?.id ?? '', 'accept')).json()).toEqual({ stored: 1, leftOut: 2 });
  expect(await held(unit)).toEqual([1, 2, 3]);
});

test('says which entries must come first when a message is accepted before its predecessor', async () => {
  const { unit, journal } = await unitWithHistory();
  await revoke(unit, '2026-03-03T00:00:00.000Z');
  const [third, fourth] = [journal.punch(), journal.punch()];
  await deliver(hub.database.sql, unit, [fourth]);
  await deliver(hub.database.sql, unit, [third]);
  const [first, second] = (await messagesOf(unit)).map(({ id }) => id);
  const early = await decide(second ?? '', 'accept');
  expect(early.statusCode).toBe(409);
  expect(early.json().detail).toMatch(/ditunggu nomor 3 dari penugasan 1/);
  expect((await messagesOf(unit)).map(({ decision }) => decision)).toEqual(['waiting', 'waiting']);
  expect((await decide(first ?? '', 'accept')).json().stored).toBe(1);
  expect((await decide(second ?? '', 'accept')).json().stored).toBe(1);
  expect(await held(unit)).toEqual([1, 2, 3, 4]);
});

test('never accepts what proves nothing', async () => {
  const { unit } = await unitWithHistory();
  const stranger = createJournalWriter({
    unit: 'unit-00000000' as never,
    key: (await seedUnit(hub.database.sql, hub.authority)).key,
    door: '',
  });
  await deliver(hub.database.sql, unit, [stranger.checkpoint()]);
  const [message] = await messagesOf(unit);
  expect(message).toMatchObject({ reason: 'foreign-header', decision: 'final' });
  expect((await decide(message?.id ?? '', 'accept')).json().code).toBe('not-decidable');
  expect((await decide(message?.id ?? '', 'refuse')).json().code).toBe('not-decidable');
  const detail = await hub.admin.get(`/api/quarantine/${message?.id}`);
  expect(detail.json()).toMatchObject({ entries: null, binding: null, more: false });
});

test('pages through the quarantine and shows it to BKD alone', async () => {
  const { unit, journal } = await unitWithHistory();
  await revoke(unit, '2026-03-03T00:00:00.000Z');
  for (let i = 0; i < 3; i++) await deliver(hub.database.sql, unit, [journal.punch()]);
  const all = (await messagesOf(unit)).map(({ id }) => id);
  const page = await hub.admin.get(`/api/quarantine?unit=${unit}&limit=2`);
  expect(page.json().messages.map(({ id }: { id: string }) => id)).toEqual(all.slice(0, 2));
  const rest = await hub.admin.get(`/api/quarantine?unit=${unit}&limit=2&before=${all[1]}`);
  expect(rest.json().messages.map(({ id }: { id: string }) => id)).toEqual(all.slice(2));
  const leader = await hub.as({ username: 'pimpinan', name: 'Pimpinan Uji', role: 'leader' } as never);
  expect((await leader.get('/api/quarantine')).statusCode).toBe(403);
  expect(
    (await leader.post(`/api/quarantine/${all[0]}/decide`, { decision: 'refuse', note: 'mencoba' })).statusCode,
  ).toBe(403);
  expect((await hub.admin.get('/api/quarantine/999999999')).statusCode).toBe(404);
});
