import { createHash, createPrivateKey } from 'node:crypto';
import { protectedHeader } from '../../src/journal/jws.ts';
import { loadSigningKey, type SigningKey, signJws } from '../../src/journal/node-signature.ts';

/** One message on a journal topic and what every verifier must say of it. */
export interface MessageFixture {
  readonly name: string;
  readonly lines: readonly string[];
  /** `ok`, or the problem that `verifyRun` names. */
  readonly verdict: string;
}

/** Messages in the order of their arrival at a hub that holds nothing of this unit, and what it must come to. */
export interface DeliveryFixture {
  readonly name: string;
  readonly messages: readonly (readonly string[])[];
  /** The receipt after each message. */
  readonly receipts: readonly { readonly answer: string; readonly seq: number; readonly reason?: string }[];
  /** Numbers that the hub holds afterwards. */
  readonly held: readonly number[];
  /** Reasons in quarantine, in order. */
  readonly quarantined: readonly string[];
}

export interface JournalFixtures {
  readonly note: string;
  readonly unit: string;
  readonly door: string;
  /** Public key of the unit's journal, and its thumbprint. */
  readonly key: { readonly kty: string; readonly crv: string; readonly x: string };
  readonly kid: string;
  readonly messages: readonly MessageFixture[];
  readonly deliveries: readonly DeliveryFixture[];
}

const UNIT = 'unit-0000test';
const DOOR = '00000000-0000-4000-8000-00000000d00d';
const BOOT = '00000000-0000-4000-8000-00000000b007';
const EMPLOYEE = '00000000-0000-4000-8000-0000000000e1';
const SUPERVISOR = '00000000-0000-4000-8000-0000000000e2';
/** What turns a punch of `chain` into a supervisor's answer for that employee. */
const ASSISTED = {
  ...{ type: 'assisted', supervisor: SUPERVISOR, second: 'pin', reason: 'face-covered', note: '' },
  ...{ secondScore: undefined, frames: undefined, faceHeight: undefined, model: undefined },
};
/** As it is where the camera is broken: no face was seen, and both the card and the PIN were. */
const ASSISTED_UNSEEN = {
  ...ASSISTED,
  ...{ score: null, threshold: null, liveness: null, second: 'pin-and-card', reason: 'camera-broken' },
};

/** Keys from fixed seeds: they sign test data and nothing else. Ed25519 signs the same bytes the same way every time. */
function testKey(seed: number): SigningKey {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, seed)]);
  const pem = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ type: 'pkcs8', format: 'pem' });
  return loadSigningKey(pem.toString());
}

const key = testKey(1);
const otherKey = testKey(2);
const hash = (jws: string) => createHash('sha256').update(jws).digest('base64url');

interface Overrides {
  readonly [field: string]: unknown;
}

/** A chain of entries: `bound`, then punches; each may be bent by overrides before it is signed. */
function chain(length: number, overrides: Record<number, Overrides> = {}, signer = key, first = 1, prev = key.kid) {
  const lines: string[] = [];
  let before = prev;
  for (let seq = first; seq < first + length; seq++) {
    const at = new Date(Date.UTC(2026, 2, 2, 0, 0, seq)).toISOString();
    const common = { v: 1, unit: UNIT, binding: 1, seq, prev: before, at, uptimeMs: seq * 1_000, boot: BOOT };
    const clock = { source: 'ntp', uncertaintyMs: 3.5 };
    const body =
      seq === 1
        ? { type: 'bound', door: DOOR }
        : {
            type: 'punch',
            door: DOOR,
            employee: EMPLOYEE,
            seenAt: at,
            score: 0.7,
            secondScore: null,
            threshold: 0.45,
            liveness: 0.95,
            frames: 3,
            faceHeight: 160,
            model: 'demo-model',
            roster: 1,
          };
    const line = signJws('hadir-entry', signer, { ...common, clock, ...body, ...overrides[seq] });
    lines.push(line);
    before = hash(line);
  }
  return lines;
}

/** Replaces the payload and keeps header and signature. */
function alter(line: string, change: (payload: Record<string, unknown>) => Record<string, unknown>): string {
  const [header, payload, signature] = line.split('.') as [string, string, string];
  const changed = change(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  return `${header}.${Buffer.from(JSON.stringify(changed)).toString('base64url')}.${signature}`;
}

const at = <T>(list: readonly T[], index: number): T => {
  const found = list.at(index);
  if (found === undefined) throw new RangeError(`There is no item ${index}.`);
  return found;
};

export function makeJournalFixtures(): JournalFixtures {
  const good = chain(6);
  const later = { score: 0.99 };
  const receipt = signJws('hadir-receipt', key, { v: 1, unit: UNIT, binding: 1, seq: 1 });
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${at(good, 0).split('.')[1]}.`;
  const laterHeader = protectedHeader('hadir-entry', otherKey.kid);
  const messages: MessageFixture[] = [
    { name: 'the first entry alone', lines: good.slice(0, 1), verdict: 'ok' },
    { name: 'a run of six', lines: good, verdict: 'ok' },
    { name: 'a run from the middle', lines: good.slice(2, 5), verdict: 'ok' },
    { name: 'fields that a later version may add', lines: chain(2, { 2: { mood: 'new' } }), verdict: 'ok' },
    { name: 'nothing', lines: [], verdict: 'empty' },
    { name: 'garbage', lines: ['\u0000\u0001 garbage'], verdict: 'not-a-jws' },
    { name: 'a truncated entry', lines: [at(good, 0).slice(0, -20)], verdict: 'not-a-jws' },
    { name: 'an unsigned entry', lines: [unsigned], verdict: 'not-a-jws' },
    {
      name: 'a payload altered after signing',
      lines: [alter(at(good, 1), (p) => ({ ...p, ...later }))],
      verdict: 'bad-signature',
    },
    {
      name: 'an altered payload in the middle of a run',
      lines: [at(good, 0), alter(at(good, 1), (p) => ({ ...p, ...later })), at(good, 2)],
      verdict: 'broken-chain',
    },
    { name: "another unit's key", lines: chain(1, {}, otherKey), verdict: 'foreign-header' },
    {
      name: "another unit's key under this unit's name of it",
      lines: chain(1, {}, otherKey).map((line) => line.replace(laterHeader, protectedHeader('hadir-entry', key.kid))),
      verdict: 'bad-signature',
    },
    { name: 'a receipt in place of an entry', lines: [receipt], verdict: 'foreign-header' },
    {
      name: "another unit's entry under this key",
      lines: chain(1, { 1: { unit: 'unit-11111111' } }),
      verdict: 'wrong-unit',
    },
    { name: 'a run with a hole', lines: [at(good, 0), at(good, 2)], verdict: 'broken-chain' },
    { name: 'a run in the wrong order', lines: [at(good, 1), at(good, 0)], verdict: 'broken-chain' },
    { name: 'numbers that skip one', lines: chain(2, { 2: { seq: 3 } }), verdict: 'broken-chain' },
    { name: 'two bindings in one run', lines: chain(2, { 2: { binding: 2 } }), verdict: 'mixed-bindings' },
    { name: 'a kind of entry that there is not', lines: chain(1, { 1: { type: 'wish' } }), verdict: 'not-an-entry' },
    {
      name: 'a moment that is none',
      lines: chain(2, { 2: { seenAt: '2026-02-30T00:00:00.000Z' } }),
      verdict: 'not-an-entry',
    },
    {
      name: 'a number beyond four bytes',
      lines: chain(2, { 2: { faceHeight: 4_294_967_296 } }),
      verdict: 'not-an-entry',
    },
    { name: 'a supervisor who answers for somebody', lines: chain(2, { 2: ASSISTED }), verdict: 'ok' },
    { name: 'a supervisor before a broken camera', lines: chain(2, { 2: ASSISTED_UNSEEN }), verdict: 'ok' },
    {
      name: 'a supervisor whose reason was altered after signing',
      lines: [alter(at(chain(2, { 2: ASSISTED }), 1), (p) => ({ ...p, reason: 'other' }))],
      verdict: 'bad-signature',
    },
    {
      name: 'a supervisor who answers for himself',
      lines: chain(2, { 2: { ...ASSISTED, supervisor: EMPLOYEE } }),
      verdict: 'not-an-entry',
    },
    {
      name: 'a supervisor whose face nobody saw before a camera that works',
      lines: chain(2, { 2: { ...ASSISTED_UNSEEN, reason: 'face-covered' } }),
      verdict: 'not-an-entry',
    },
    {
      name: 'a supervisor whose face nobody saw, with one thing instead of two',
      lines: chain(2, { 2: { ...ASSISTED_UNSEEN, second: 'card' } }),
      verdict: 'not-an-entry',
    },
    {
      name: 'a supervisor at a moment that is none',
      lines: chain(2, { 2: { ...ASSISTED, seenAt: '2026-02-30T00:00:00.000Z' } }),
      verdict: 'not-an-entry',
    },
    { name: 'a missing field', lines: chain(2, { 2: { employee: undefined } }), verdict: 'not-an-entry' },
  ];
  const fork = chain(2, { 3: { score: 0.1 } }, key, 3, hash(at(good, 1)));
  const deliveries: DeliveryFixture[] = [
    {
      name: 'one entry a message',
      messages: good.slice(0, 3).map((line) => [line]),
      receipts: [1, 2, 3].map((seq) => ({ answer: 'held', seq })),
      held: [1, 2, 3],
      quarantined: [],
    },
    {
      name: 'a replayed entry',
      messages: [good.slice(0, 3), good.slice(0, 1)],
      receipts: [
        { answer: 'held', seq: 3 },
        { answer: 'held', seq: 3 },
      ],
      held: [1, 2, 3],
      quarantined: [],
    },
    {
      name: 'an entry before its predecessors',
      messages: [good.slice(0, 1), good.slice(3, 4), good.slice(1, 4)],
      receipts: [
        { answer: 'held', seq: 1 },
        { answer: 'resend', seq: 1 },
        { answer: 'held', seq: 4 },
      ],
      held: [1, 2, 3, 4],
      quarantined: [],
    },
    {
      name: 'a run that overlaps what is held',
      messages: [good.slice(0, 3), good.slice(1, 6)],
      receipts: [
        { answer: 'held', seq: 3 },
        { answer: 'held', seq: 6 },
      ],
      held: [1, 2, 3, 4, 5, 6],
      quarantined: [],
    },
    {
      name: 'another entry under a number that is held',
      messages: [good.slice(0, 4), fork],
      receipts: [
        { answer: 'held', seq: 4 },
        { answer: 'refused', seq: 4, reason: 'fork: another entry 3 is held' },
      ],
      held: [1, 2, 3, 4],
      quarantined: ['fork'],
    },
    {
      name: 'an altered entry, then the right one',
      messages: [good.slice(0, 1), [alter(at(good, 1), (p) => ({ ...p, ...later }))], good.slice(1, 2)],
      receipts: [
        { answer: 'held', seq: 1 },
        { answer: 'refused', seq: 1, reason: 'bad-signature' },
        { answer: 'held', seq: 2 },
      ],
      held: [1, 2],
      quarantined: ['bad-signature'],
    },
    {
      name: 'a binding that the unit does not have',
      messages: [chain(1, { 1: { binding: 7 } })],
      receipts: [{ answer: 'refused', seq: 0, reason: 'wrong-binding' }],
      held: [],
      quarantined: ['wrong-binding'],
    },
    {
      name: 'a first entry that does not commit to the key',
      messages: [chain(1, {}, key, 1, otherKey.kid)],
      receipts: [{ answer: 'refused', seq: 0, reason: 'wrong-prev' }],
      held: [],
      quarantined: ['wrong-prev'],
    },
    {
      name: "a punch at another door than the binding's",
      messages: [chain(2, { 2: { door: '00000000-0000-4000-8000-00000000beef' } })],
      receipts: [{ answer: 'refused', seq: 0, reason: 'wrong-door' }],
      held: [],
      quarantined: ['wrong-door'],
    },
    {
      name: "a supervisor at another door than the binding's",
      messages: [chain(2, { 2: { ...ASSISTED, door: '00000000-0000-4000-8000-00000000beef' } })],
      receipts: [{ answer: 'refused', seq: 0, reason: 'wrong-door' }],
      held: [],
      quarantined: ['wrong-door'],
    },
  ];
  return {
    note: 'Made by make-journal-fixtures.ts; write again with "npx tsx shared/test/contract/write-fixtures.ts".',
    unit: UNIT,
    door: DOOR,
    key: key.publicKey,
    kid: key.kid,
    messages,
    deliveries,
  };
}
