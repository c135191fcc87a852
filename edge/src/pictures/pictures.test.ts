import { generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateSigningKey, signJws } from '@hadir/shared/journal/node-signature';
import type { PictureHeader, PictureKey, PictureReceipt } from '@hadir/shared/wire/picture';
import { openPicture } from '@hadir/shared/wire/seal-picture';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UNIT } from '../../test/support/fake-hub.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { TestClock } from '../../test/support/test-clock.ts';
import { Journal } from '../journal/journal.ts';
import { Problems } from '../status/problems.ts';
import type { Link } from '../uplink/link.ts';
import { PictureDelivery } from './deliver-pictures.ts';
import { PictureOutbox } from './picture-outbox.ts';
import { PictureStore } from './picture-store.ts';

const hubKeys = generateKeyPairSync('x25519');
const hubPictureKey = hubKeys.publicKey.export({ format: 'jwk' }) as PictureKey;
const hubKey = generateSigningKey();
const unitKey = generateSigningKey();
const log = pino({ level: 'silent' });
const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(5_000, 'face'), Buffer.of(0xff, 0xd9)]);
const TAKEN_AT = new Date('2026-11-02T00:28:00.000Z');
const EMPLOYEE = '00000000-0000-4000-8000-0000000e0001';

let folder: string;
let journal: Journal;
let store: PictureStore;
let problems: Problems;
let sent: { header: PictureHeader; sealed: string }[];
const link: Link = {
  async publish(topic, payload) {
    expect(topic).toBe(`hadir/v1/${UNIT}/picture`);
    const [header = '', sealed = ''] = payload.toString().split('\n');
    sent.push({ header: JSON.parse(Buffer.from(header.split('.')[1] ?? '', 'base64url').toString()), sealed });
  },
  async close() {},
};

beforeEach(() => {
  folder = temporaryFolder();
  journal = Journal.open({ folder, unit: UNIT, binding: 1, key: unitKey, clock: new TestClock() });
  store = PictureStore.open(folder);
  problems = new Problems();
  sent = [];
});
afterEach(() => {
  store.close();
  journal.close();
});

const makeOutbox = (mostBytes = 1_000_000) =>
  new PictureOutbox({ unit: UNIT, store, journal, problems, log, mostBytes });
const makeDelivery = (patienceMs = 30_000) =>
  new PictureDelivery({ unit: UNIT, key: unitKey, hubKey: hubKey.publicKey, store, journal, log, patienceMs });

function receiptFor(id: string, changes: Partial<PictureReceipt> = {}, key = hubKey): string {
  const receipt: PictureReceipt = { v: 1, unit: UNIT, id, at: TAKEN_AT.toISOString(), answer: 'held', ...changes };
  return signJws('hadir-picture-receipt', key, receipt);
}

function writePunch(evidence: string): number {
  const outcome = journal.append({
    type: 'punch',
    door: EMPLOYEE,
    employee: EMPLOYEE,
    seenAt: TAKEN_AT.toISOString(),
    score: 0.8,
    secondScore: null,
    threshold: 0.4,
    liveness: 0.9,
    frames: 3,
    faceHeight: 100,
    model: 'test',
    roster: 1,
    evidence,
  });
  if (outcome.kind !== 'written') throw new Error(outcome.problem);
  return outcome.seq;
}

function confirm(seq: number): void {
  journal.takeReceipt({ seq, hash: journal.hashOf(seq), at: TAKEN_AT.toISOString(), jws: '' }, 1);
}

function keepEvidence(outbox: PictureOutbox): string {
  const outcome = outbox.keepEvidence(JPEG, TAKEN_AT);
  if (outcome.kind !== 'kept') throw new Error(outcome.kind);
  return outcome.id;
}

test('keeps nothing until the hub has said what to seal pictures with, and remembers the key over a restart', () => {
  const outbox = makeOutbox();
  expect(outbox.keepEvidence(JPEG, TAKEN_AT)).toEqual({ kind: 'no-key' });
  outbox.takeKey(hubPictureKey);
  expect(makeOutbox().ready).toBe(true);
});

test('puts no picture and no part of one on the disk in the clear', () => {
  const outbox = makeOutbox();
  outbox.takeKey(hubPictureKey);
  writePunch(keepEvidence(outbox));
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  const jwe = Buffer.from('{"alg":"ECDH-ES"').toString('base64url').slice(0, 20);
  expect(files.some((bytes) => bytes.includes(jwe))).toBe(true);
  for (const bytes of files) {
    expect(bytes.includes(Buffer.from([0xff, 0xd8, 0xff]))).toBe(false);
    expect(bytes.includes('facefaceface')).toBe(false);
    expect(bytes.includes(JPEG.subarray(0, 9).toString('base64url'))).toBe(false);
  }
});

test('sends an evidence picture after the hub holds its entry, and forgets it when the hub holds the picture', async () => {
  const outbox = makeOutbox();
  outbox.takeKey(hubPictureKey);
  const delivery = makeDelivery();
  delivery.open(link);
  const id = keepEvidence(outbox);
  const seq = writePunch(id);
  outbox.belongsTo(id, { binding: 1, seq });
  delivery.pump();
  expect(sent).toEqual([]);
  confirm(seq);
  delivery.pump();
  delivery.pump();
  expect(sent.map(({ header }) => header)).toEqual([
    { v: 1, unit: UNIT, id, takenAt: TAKEN_AT.toISOString(), subject: { kind: 'evidence', binding: 1, seq } },
  ]);
  expect(openPicture(sent[0]?.sealed ?? '', hubKeys.privateKey, UNIT)).toEqual(JPEG);
  expect(delivery.takeReceipt(receiptFor(id))).toBe(true);
  expect([...store.list()]).toEqual([]);
  expect(store.bytes).toBe(0);
});

test('finds out after a crash which entry a picture belongs to, and drops one whose entry was never written', () => {
  const outbox = makeOutbox();
  outbox.takeKey(hubPictureKey);
  const written = keepEvidence(outbox);
  keepEvidence(outbox);
  const seq = writePunch(written);
  store.close();
  store = PictureStore.open(folder);
  makeOutbox();
  expect([...store.list()].map(({ id, subject }) => ({ id, subject }))).toEqual([
    { id: written, subject: { kind: 'evidence', binding: 1, seq } },
  ]);
});

test('sends a picture again while the hub is silent, and at once over a new connection', async () => {
  const outbox = makeOutbox();
  outbox.takeKey(hubPictureKey);
  const subject = { door: EMPLOYEE, session: EMPLOYEE, number: 1, of: 3, employee: EMPLOYEE, supervisor: EMPLOYEE };
  expect(outbox.keepEnrolment(JPEG, TAKEN_AT, subject).kind).toBe('kept');
  const patient = makeDelivery();
  patient.open(link);
  patient.pump();
  expect(sent).toHaveLength(1);
  patient.close();
  patient.open(link);
  expect(sent).toHaveLength(2);
  const impatient = makeDelivery(0);
  impatient.open(link);
  impatient.pump();
  expect(sent).toHaveLength(4);
});

test('believes no answer that the hub did not sign for this unit, and drops what the hub refuses', () => {
  const outbox = makeOutbox();
  outbox.takeKey(hubPictureKey);
  const delivery = makeDelivery();
  const id = keepEvidence(outbox);
  expect(delivery.takeReceipt(receiptFor(id, {}, generateSigningKey()))).toBe(false);
  expect(delivery.takeReceipt(signJws('hadir-receipt', hubKey, { v: 1 }))).toBe(false);
  expect(delivery.takeReceipt(receiptFor(id, { unit: 'unit-other001' }))).toBe(true);
  expect([...store.list()]).toHaveLength(1);
  expect(delivery.takeReceipt(receiptFor(id, { answer: 'refused', reason: 'no entry names it' }))).toBe(true);
  expect([...store.list()]).toEqual([]);
});

test('takes no more pictures than there is room for, and says so to the operator', () => {
  const outbox = makeOutbox(20_000);
  outbox.takeKey(hubPictureKey);
  const outcomes = [1, 2, 3].map(() => outbox.keepEvidence(JPEG, TAKEN_AT).kind);
  expect(outcomes).toEqual(['kept', 'kept', 'full']);
  expect(problems.list()[0]).toContain('attendance goes on without them');
  for (const { id } of [...store.list()]) store.drop(id);
  expect(outbox.keepEvidence(JPEG, TAKEN_AT).kind).toBe('kept');
  expect(problems.list()).toEqual([]);
  expect(outbox.keepEvidence(Buffer.alloc(800_000), TAKEN_AT)).toEqual({ kind: 'too-large' });
});
