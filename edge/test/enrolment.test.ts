import { createHash, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { splitJws } from '@hadir/shared/journal/jws';
import { isSignedBy } from '@hadir/shared/journal/node-signature';
import { type ClaimCode, normaliseClaim } from '@hadir/shared/wire/enrolment';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderCamera } from '../src/camera/folder-camera.ts';
import { readCredentials } from '../src/enrolment/credentials.ts';
import { type EnrolOptions, enrolUnit, finishEnrolment } from '../src/enrolment/enrol-unit.ts';
import type { EnrolmentStep } from '../src/enrolment/enrolment-step.ts';
import { readUnitIdentity } from '../src/enrolment/unit-identity.ts';
import { type IdentityOptions, waitForIdentity } from '../src/enrolment/wait-for-identity.ts';
import { openUnitKeys, type UnitKeys } from '../src/keys/unit-keys.ts';
import { CLAIM, FakeHub, UNIT } from './support/fake-hub.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { createTestAuthority } from './support/test-authority.ts';
import { until } from './support/until.ts';

const ENROL = '/.well-known/est/simpleenroll';
const IDENTITY = '/api/unit/identity';
const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('base64url');
const problem = (status: number, code: string) => ({ status, body: { title: code, status, detail: 'No.', code } });

describe('enrolling a unit', () => {
  let hub: FakeHub;
  let data: string;
  let keys: UnitKeys;
  let steps: EnrolmentStep[];
  let stop: AbortController;

  beforeEach(async () => {
    hub = await FakeHub.start();
    data = join(temporaryFolder(), 'unit');
    keys = openUnitKeys(data);
    steps = [];
    stop = new AbortController();
  });
  afterEach(async () => {
    stop.abort();
    await hub.stop();
  });

  function code(changes: Partial<ClaimCode> = {}): ClaimCode {
    const fingerprint = Buffer.from(hub.authority.fingerprint.replaceAll(':', ''), 'hex').toString('base64url');
    return { v: 1, h: hub.url, f: fingerprint, c: normaliseClaim(CLAIM), ...changes };
  }

  const onStep = (step: EnrolmentStep) => void steps.push(step);
  const options = (): EnrolOptions => ({ data, keys, hardware: 'Raspberry Pi – uji', onStep, signal: stop.signal });
  const stored = () => readUnitIdentity(data, keys.journal.kid);

  function waiting(changes: Partial<IdentityOptions> = {}): IdentityOptions {
    const camera = new FolderCamera({ path: temporaryFolder(), fps: 5, loop: true });
    const log = pino({ level: 'silent' });
    const claimFiles = [join(data, 'claim.json')];
    return { ...options(), claim: null, claimFiles, camera, log, ...changes };
  }

  it('gives the unit its identity, by a request that proves that it holds its keys', async () => {
    await enrolUnit(code(), options());
    expect(stored()).toMatchObject({ unit: UNIT, binding: 1, broker: hub.broker.url, hubKey: hub.key.publicKey });
    const { certificate, ca } = readCredentials(data);
    expect(new X509Certificate(certificate).subject).toBe(`CN=${UNIT}`);
    expect(new X509Certificate(ca).fingerprint256).toBe(hub.authority.fingerprint);
    const [request] = hub.est.claims;
    if (request === undefined) throw new Error('The hub heard no claim.');
    expect(request.basic).toBe(`claim:${normaliseClaim(CLAIM)}`);
    expect(request.hardware).toBe('Raspberry Pi ? uji');
    expect(request.journalKey).toEqual(keys.journal.publicKey);
    const proof = splitJws(request.proof);
    if (proof === null) throw new Error('The proof is no JWS.');
    expect(isSignedBy(proof, 'hadir-claim', keys.journal.publicKey)).toBe(true);
    expect(JSON.parse(Buffer.from(proof.payload, 'base64url').toString())).toEqual({
      v: 1,
      claimHash: sha256(normaliseClaim(CLAIM)),
      csrHash: sha256(Buffer.from(request.csr, 'base64')),
    });
    expect(steps.map(({ step }) => step)).toEqual(['reaching-hub', 'checking-authority', 'enrolling', 'enrolled']);
    expect(readFileSync(join(data, 'unit.json'), 'utf8')).not.toContain(normaliseClaim(CLAIM));
  });

  it('is the same request when the answer was lost and it is tried again', async () => {
    hub.est.nextAnswer.set(ENROL, { status: 503, body: {} });
    await expect(enrolUnit(code(), options())).rejects.toMatchObject({ code: 'hub-unreachable' });
    keys = openUnitKeys(data);
    await enrolUnit(code(), options());
    const [first, second] = hub.est.claims;
    expect(second).toMatchObject({ csr: first?.csr, proof: first?.proof, basic: first?.basic });
  });

  it('goes on without its claim when it was interrupted after the certificate came', async () => {
    hub.est.nextAnswer.set(IDENTITY, { status: 503, body: {} });
    await expect(enrolUnit(code(), options())).rejects.toMatchObject({ code: 'hub-unreachable' });
    expect(stored()).toBeNull();
    expect((await waitForIdentity(waiting()))?.unit).toBe(UNIT);
    expect(hub.est.claims).toHaveLength(1);
    expect(existsSync(join(data, 'enrolment.json'))).toBe(false);
  });

  it('forgets a certificate that the hub does not want any more', async () => {
    hub.est.nextAnswer.set(IDENTITY, problem(403, 'unit-revoked'));
    await expect(enrolUnit(code(), options())).rejects.toMatchObject({ code: 'refused' });
    hub.est.nextAnswer.set(IDENTITY, problem(403, 'unit-revoked'));
    await expect(finishEnrolment(options())).rejects.toMatchObject({ code: 'refused' });
    expect(await finishEnrolment(options())).toBeNull();
  });

  it('sends nothing to a hub whose authority is not the one that the fingerprint names', async () => {
    await expect(enrolUnit(code({ f: 'A'.repeat(43) }), options())).rejects.toMatchObject({
      code: 'wrong-authority',
      message: expect.stringContaining(hub.authority.fingerprint),
    });
    expect(hub.est.claims).toEqual([]);
  });

  it('believes no other authority that a stranger shows beside the right one', async () => {
    const stranger = await createTestAuthority('CN=Stranger');
    hub.est.authorities = [stranger, hub.authority];
    hub.est.nextAnswer.set(ENROL, { status: 503, body: {} });
    await expect(enrolUnit(code(), options())).rejects.toMatchObject({ code: 'hub-unreachable' });
    hub.est.issuer = stranger;
    hub.est.authorities = [hub.authority];
    await expect(enrolUnit(code(), options())).rejects.toMatchObject({ code: 'bad-answer' });
    expect(stored()).toBeNull();
  });

  it.each([
    ['claim-mistyped', 422, /mistyped/],
    ['claim-unknown', 422, /does not know/],
    ['claim-expired', 422, /expired/],
    ['claim-used', 409, /another unit/],
    ['door-occupied', 409, /already has a unit/],
  ])('says what to do about %s, and does not repeat the claim', async (name, status, words) => {
    hub.est.nextAnswer.set(ENROL, problem(status, name));
    const refused = enrolUnit(code(), options());
    await expect(refused).rejects.toMatchObject({ code: 'refused', message: expect.stringMatching(words) });
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining(normaliseClaim(CLAIM)) });
    expect(stored()).toBeNull();
  });

  it('waits for a hub that cannot be reached, and is done as soon as it can', async () => {
    hub.est.nextAnswer.set(ENROL, { status: 502, body: {} });
    expect((await waitForIdentity(waiting({ claim: code() })))?.unit).toBe(UNIT);
    expect(hub.est.claims).toHaveLength(2);
  });

  it('waits for a door when the hub knows the unit and has none for it', async () => {
    const { binding } = hub.est.facts;
    hub.est.facts = { ...hub.est.facts, binding: null };
    const identity = waitForIdentity(waiting({ claim: code() }));
    await until('the failure', () => steps.some((step) => step.step === 'failed' && step.problem.includes('no door')));
    hub.est.facts = { ...hub.est.facts, binding };
    expect((await identity)?.unit).toBe(UNIT);
    expect(hub.est.claims).toHaveLength(1);
  });

  it('can be stopped while it waits', async () => {
    const identity = waitForIdentity(waiting({ claim: code({ h: 'https://localhost:1' }) }));
    await until('the first failure', () => steps.some(({ step }) => step === 'failed'));
    expect(JSON.stringify(steps)).not.toContain(normaliseClaim(CLAIM));
    stop.abort();
    expect(await identity).toBeNull();
  });

  it('takes a claim from a file that appears, says what is wrong with a bad one, and removes it when it has served', async () => {
    const file = join(data, 'claim.json');
    const identity = waitForIdentity(waiting());
    await until('it to look', () => steps.some(({ step }) => step === 'looking-for-code'));
    writeFileSync(file, JSON.stringify({ ...code(), f: 'short' }));
    const failure = await until('the failure', () => steps.find((step) => step.step === 'failed'));
    expect(failure).toMatchObject({ problem: expect.stringContaining('the fingerprint') });
    writeFileSync(file, JSON.stringify(code()));
    expect((await identity)?.unit).toBe(UNIT);
    expect(existsSync(file)).toBe(false);
  });

  it('needs no claim for a unit that has its identity', async () => {
    await enrolUnit(code(), options());
    expect((await waitForIdentity(waiting()))?.unit).toBe(UNIT);
    expect(hub.est.claims).toHaveLength(1);
  });

  it('refuses to go on with an identity that does not belong to its key, or is damaged', async () => {
    await enrolUnit(code(), options());
    expect(() => readUnitIdentity(data, 'another-key')).toThrow(/not the key/);
    writeFileSync(join(data, 'unit.json'), '{"unit":');
    expect(() => readUnitIdentity(data, keys.journal.kid)).toThrow(/Restore the data folder/);
  });
});
