import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { splitJws } from '@hadir/shared/journal/jws';
import { isSignedBy } from '@hadir/shared/journal/node-signature';
import { normaliseClaim } from '@hadir/shared/wire/enrolment';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimUnit } from '../src/claim/claim-unit.ts';
import { readUnitIdentity } from '../src/claim/unit-identity.ts';
import { waitForIdentity } from '../src/claim/wait-for-identity.ts';
import { openUnitKeys, type UnitKeys } from '../src/keys/unit-keys.ts';
import { CLAIM, FakeHub, UNIT } from './support/fake-hub.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { until } from './support/until.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url');

describe('claiming a unit', () => {
  let hub: FakeHub;
  let data: string;
  let keys: UnitKeys;

  beforeEach(async () => {
    hub = await FakeHub.start();
    data = join(temporaryFolder(), 'unit');
    keys = openUnitKeys(data);
  });
  afterEach(() => hub.stop());

  const settings = () => ({ hub: hub.url, caFingerprint: hub.authority.fingerprint, claim: CLAIM });

  it('gives the unit its identity, by a request that proves that it holds its keys', async () => {
    await claimUnit(data, keys, settings(), 'test hardware');
    const identity = readUnitIdentity(data, keys.journal.kid);
    expect(identity).toMatchObject({ unit: UNIT, binding: 1, broker: hub.broker.url, hubKey: hub.key.publicKey });
    expect(new X509Certificate(identity?.certificate ?? '').subject).toBe(`CN=${UNIT}`);
    const [request] = hub.claims;
    if (request === undefined) throw new Error('The hub heard no claim.');
    const proof = splitJws(request.proof);
    if (proof === null) throw new Error('The proof is no JWS.');
    expect(isSignedBy(proof, 'hadir-claim', keys.journal.publicKey)).toBe(true);
    expect(JSON.parse(Buffer.from(proof.payload, 'base64url').toString())).toEqual({
      v: 1,
      claimHash: sha256(normaliseClaim(CLAIM)),
      csrHash: sha256(request.csr),
    });
    expect(readFileSync(join(data, 'unit.json'), 'utf8')).not.toContain(CLAIM);
  });

  it('is the same request when the answer was lost and it is tried again', async () => {
    hub.nextClaimAnswer = { status: 503, body: {} };
    await expect(claimUnit(data, keys, settings(), 'test hardware')).rejects.toMatchObject({ code: 'hub-unreachable' });
    await claimUnit(data, openUnitKeys(data), settings(), 'test hardware');
    expect(hub.claims).toHaveLength(2);
    expect(hub.claims[0]).toEqual(hub.claims[1]);
  });

  it('sends nothing to a hub whose authority is not the one that the fingerprint names', async () => {
    const wrong = { ...settings(), caFingerprint: 'AB:'.repeat(31).concat('AB') };
    await expect(claimUnit(data, keys, wrong, 'test hardware')).rejects.toMatchObject({
      code: 'wrong-authority',
      message: expect.stringContaining(hub.authority.fingerprint),
    });
    expect(hub.claims).toEqual([]);
  });

  it.each([
    ['claim-mistyped', 422, /mistyped/],
    ['claim-unknown', 404, /does not know/],
    ['claim-expired', 410, /expired/],
    ['claim-used', 409, /another unit/],
    ['door-occupied', 409, /already has a unit/],
  ])('says what to do about %s, and does not repeat the claim', async (code, status, words) => {
    hub.nextClaimAnswer = { status, body: { type: 'about:blank', title: code, status, detail: 'No.', code } };
    const refused = claimUnit(data, keys, settings(), 'test hardware');
    await expect(refused).rejects.toMatchObject({ code: 'refused', message: expect.stringMatching(words) });
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining(CLAIM) });
    expect(readUnitIdentity(data, keys.journal.kid)).toBeNull();
  });

  it('waits for a hub that cannot be reached, and is done as soon as it can', async () => {
    const later = settings();
    hub.nextClaimAnswer = { status: 502, body: {} };
    const options = { data, keys, claim: later, hardware: 'test', log: pino({ level: 'silent' }) };
    const identity = await waitForIdentity({ ...options, signal: new AbortController().signal });
    expect(identity?.unit).toBe(UNIT);
    expect(hub.claims).toHaveLength(2);
  });

  it('can be stopped while it waits', async () => {
    const claim = { ...settings(), hub: 'https://localhost:1' };
    const stop = new AbortController();
    const waits: string[] = [];
    const log = pino({ level: 'warn' }, { write: (line: string) => void waits.push(line) });
    const waiting = waitForIdentity({ data, keys, claim, hardware: 'test', log, signal: stop.signal });
    await until('the first failure', () => waits.length > 0);
    expect(waits.join('')).not.toContain(CLAIM);
    stop.abort();
    expect(await waiting).toBeNull();
  });

  it('needs a claim for a unit that is new, and none for one that is not', async () => {
    const options = { data, keys, claim: null, hardware: 'test', log: pino({ level: 'silent' }) };
    const signal = new AbortController().signal;
    await expect(waitForIdentity({ ...options, signal })).rejects.toMatchObject({ message: /not claimed yet/ });
    await claimUnit(data, keys, settings(), 'test hardware');
    expect((await waitForIdentity({ ...options, signal }))?.unit).toBe(UNIT);
    expect(hub.claims).toHaveLength(1);
  });

  it('refuses to go on with an identity that does not belong to its key, or is incomplete', async () => {
    await claimUnit(data, keys, settings(), 'test hardware');
    expect(() => readUnitIdentity(data, 'another-key')).toThrow(/not the key/);
    writeFileSync(join(data, 'unit.json'), '{"unit":');
    expect(() => readUnitIdentity(data, keys.journal.kid)).toThrow(/restore the data folder/);
  });
});
