import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { splitJws } from '@hadir/shared/journal/jws';
import { generateSigningKey, isSignedBy, type SigningKey, signJws } from '@hadir/shared/journal/node-signature';
import type { PictureHeader, PictureKey, PictureReceipt } from '@hadir/shared/wire/picture';
import { sealPicture } from '@hadir/shared/wire/seal-picture';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type EnrolmentPicture, PictureInbox } from '../../src/pictures/picture-inbox.ts';
import { readPicture } from '../../src/pictures/picture-store.ts';
import { deliver } from '../support/deliver.ts';
import { FakeTransport } from '../support/fake-transport.ts';
import { createJournalWriter, type JournalWriter } from '../support/journal-writer.ts';
import { type SeededUnit, seedUnit } from '../support/seed-unit.ts';
import { startTestHub, type TestHub } from '../support/start-test-hub.ts';

const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(2_000, 7), Buffer.of(0xff, 0xd9)]);
const TAKEN_AT = '2026-11-02T00:28:00.000Z';

let hub: TestHub;
let transport: FakeTransport;
let inbox: PictureInbox;
let unit: SeededUnit;
let journal: JournalWriter;
let taken: EnrolmentPicture[];
let broken: boolean;

beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());
beforeEach(async () => {
  unit = await seedUnit(hub.database.sql, hub.authority);
  journal = createJournalWriter({ unit: unit.id, key: unit.key, door: unit.door });
  journal.bound();
  await deliver(hub.database.sql, unit.id, journal.written);
  taken = [];
  broken = false;
  startInbox();
});

function startInbox(): void {
  transport = new FakeTransport();
  const { database, authority, log } = hub;
  inbox = new PictureInbox({ database, authority, transport, log, now: () => new Date() });
  inbox.onEnrolment(async (picture) => {
    if (broken) throw new Error('The list of photos is away.');
    taken.push(picture);
  });
  inbox.start();
}

function seal(key: PictureKey = hub.authority.pictureKeys.publicKey, jpeg = JPEG, by: string = unit.id) {
  const sealed = sealPicture(jpeg, key, by);
  return { sealed, id: createHash('sha256').update(sealed).digest('base64url') };
}

function message(
  { sealed, id }: { sealed: string; id: string },
  subject: PictureHeader['subject'],
  key: SigningKey = unit.key,
  by: string = unit.id,
): Buffer {
  const header: PictureHeader = { v: 1, unit: by, id, takenAt: TAKEN_AT, subject };
  return Buffer.from(`${signJws('hadir-picture', key, header)}\n${sealed}`);
}

async function send(payload: Buffer): Promise<PictureReceipt[]> {
  const before = transport.published.length;
  transport.sendPicture(unit.id, payload);
  await inbox.settled();
  return transport.published.slice(before).map(({ payload: text }) => {
    const jws = splitJws(text);
    if (jws === null || !isSignedBy(jws, 'hadir-picture-receipt', hub.authority.hubKey.publicKey))
      throw new Error('The answer does not carry the signature of the hub.');
    return JSON.parse(Buffer.from(jws.payload, 'base64url').toString()) as PictureReceipt;
  });
}

async function punchWith(evidence: string): Promise<{ kind: 'evidence'; binding: number; seq: number }> {
  const { entry } = journal.append({
    type: 'punch',
    door: unit.door,
    employee: randomUUID(),
    seenAt: TAKEN_AT,
    score: 0.7,
    secondScore: null,
    threshold: 0.4,
    liveness: 0.9,
    frames: 3,
    faceHeight: 120,
    model: 'test',
    roster: 1,
    evidence,
  });
  return { kind: 'evidence', binding: 1, seq: entry.seq };
}

const enrolment = () => ({
  kind: 'enrolment' as const,
  door: unit.door,
  session: randomUUID(),
  number: 1,
  of: 3,
  employee: randomUUID(),
  supervisor: randomUUID(),
});
const open = (id: string) => readPicture(hub.database.db, hub.authority.pictureKeys.privateKey, id);

describe('a sealed picture', () => {
  test('of a punch waits for its entry, is kept once, and is answered each time', async () => {
    const picture = seal();
    const subject = await punchWith(picture.id);
    expect(await send(message(picture, subject))).toEqual([]);
    await deliver(hub.database.sql, unit.id, journal.written);
    for (const _ of [1, 2])
      expect(await send(message(picture, subject))).toMatchObject([{ unit: unit.id, id: picture.id, answer: 'held' }]);
    const rows = await hub.database.sql`SELECT kind, sealed FROM pictures WHERE unit = ${unit.id}`;
    expect(rows).toEqual([{ kind: 'evidence', sealed: picture.sealed }]);
    expect(await open(picture.id)).toEqual(JPEG);
  });

  test('is refused where its entry names another, or none', async () => {
    const [named, other] = [seal(), seal()];
    const subject = await punchWith(named.id);
    journal.punch();
    await deliver(hub.database.sql, unit.id, journal.written);
    for (const seq of [subject.seq, subject.seq + 1])
      expect(await send(message(other, { ...subject, seq }))).toMatchObject([{ id: other.id, answer: 'refused' }]);
    expect(await hub.database.sql`SELECT 1 FROM pictures WHERE unit = ${unit.id}`).toEqual([]);
    const kept = await hub.database.sql`
      SELECT times, encode(sample, 'escape') AS sample FROM quarantine WHERE unit = ${unit.id} AND reason = 'picture-refused'`;
    expect(kept.length).toBeGreaterThan(0);
    for (const { sample } of kept) expect(sample).not.toContain(other.sealed.slice(0, 40));
  });

  test.each<[string, () => Buffer, number]>([
    ['without a header', () => Buffer.from('nothing at all'), 0],
    ['that is empty', () => Buffer.alloc(0), 0],
    ['signed by somebody else', () => message(seal(), enrolment(), generateSigningKey()), 0],
    ['whose header is of another kind', () => Buffer.from(`${signJws('hadir-entry', unit.key, {})}\nx`), 0],
    ['whose header is not as it should be', () => Buffer.from(`${signJws('hadir-picture', unit.key, { v: 1 })}\nx`), 0],
    ['in another unit’s name', () => message(seal(), enrolment(), unit.key, 'unit-other001'), 1],
    ['whose bytes were altered', () => Buffer.concat([message(seal(), enrolment()), Buffer.from('A')]), 1],
    ['sealed for another hub', () => message(seal(foreignKey()), enrolment()), 1],
    ['sealed by another unit', () => message(seal(undefined, undefined, 'unit-other001'), enrolment()), 1],
    ['that is no JPEG', () => message(seal(undefined, Buffer.from('<svg onload=alert(1)>')), enrolment()), 1],
  ])('%s is refused, and nothing of it is kept', async (_, make, answers) => {
    const receipts = await send(make());
    expect(receipts.map(({ answer }) => answer)).toEqual(Array(answers).fill('refused'));
    const { sql } = hub.database;
    expect(await sql`SELECT 1 FROM pictures WHERE unit = ${unit.id}`).toEqual([]);
    expect(await sql`SELECT reason FROM quarantine WHERE unit = ${unit.id}`).toEqual([{ reason: 'picture-refused' }]);
  });

  test('of a unit that is shut out is not answered', async () => {
    await hub.database.sql`UPDATE units SET state = 'quarantined' WHERE id = ${unit.id}`;
    expect(await send(message(seal(), enrolment()))).toEqual([]);
  });

  test('is not answered while the broker floods the hub with them, and everything stays within bounds', async () => {
    const messages = Array.from({ length: 20 }, () => message(seal(), enrolment()));
    for (const one of messages) transport.sendPicture(unit.id, one);
    await inbox.settled();
    expect(transport.published).toHaveLength(4);
  });
});

describe('a photo for enrolment', () => {
  test('is handed on once it is stored, and not again', async () => {
    const picture = seal();
    const subject = enrolment();
    expect(await send(message(picture, subject))).toMatchObject([{ answer: 'held' }]);
    await send(message(picture, subject));
    expect(taken).toEqual([{ id: picture.id, unit: unit.id, takenAt: new Date(TAKEN_AT), subject }]);
    expect(await open(picture.id)).toEqual(JPEG);
  });

  test('that could not be handed on is held all the same, and handed on after the next start', async () => {
    broken = true;
    const picture = seal();
    expect(await send(message(picture, enrolment()))).toMatchObject([{ answer: 'held' }]);
    await inbox.stop();
    broken = false;
    startInbox();
    await inbox.settled();
    expect(taken.map(({ id }) => id)).toContain(picture.id);
  });
});

function foreignKey(): PictureKey {
  return generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' }) as PictureKey;
}
