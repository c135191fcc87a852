import 'reflect-metadata';
import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { splitJws } from '@hadir/shared/journal/jws';
import { isSignedBy } from '@hadir/shared/journal/node-signature';
import * as x509 from '@peculiar/x509';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BackOff } from '../src/back-off.ts';
import { CertificateKeeper } from '../src/enrolment/certificate-keeper.ts';
import { checkIdentity, type IdentityCheckOptions } from '../src/enrolment/check-identity.ts';
import { readCredentials, trustAuthorities } from '../src/enrolment/credentials.ts';
import { makeCsr } from '../src/enrolment/make-csr.ts';
import { renewalMoment } from '../src/enrolment/renew-certificate.ts';
import { readUnitIdentity, type UnitIdentity } from '../src/enrolment/unit-identity.ts';
import { openUnitKeys, type UnitKeys } from '../src/keys/unit-keys.ts';
import { Problems } from '../src/status/problems.ts';
import { enrolFolder } from './support/enrolled-folder.ts';
import { FakeHub, UNIT } from './support/fake-hub.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { createTestAuthority } from './support/test-authority.ts';
import { until } from './support/until.ts';

const AGAIN = '/.well-known/est/simplereenroll';
const DAY_MS = 86_400_000;
const log = pino({ level: 'silent' });
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

describe('a unit that is enrolled', () => {
  let hub: FakeHub;
  let data: string;
  let keys: UnitKeys;
  let problems: Problems;
  let renewed: number;
  let keeper: CertificateKeeper;

  beforeEach(async () => {
    hub = await FakeHub.start();
    data = join(temporaryFolder(), 'unit');
    await enrolFolder(data, hub);
    keys = openUnitKeys(data);
    problems = new Problems();
    renewed = 0;
    hub.est.validity = { notBefore: inDays(0), notAfter: inDays(365) };
    keeper = new CertificateKeeper({
      data,
      keys,
      unit: UNIT,
      hub: hub.url,
      problems,
      log,
      onRenewed: () => renewed++,
      backOff: new BackOff({ firstMs: 20, longestMs: 50 }),
      spreadMs: 5,
    });
  });
  afterEach(async () => {
    await keeper.stop();
    await hub.stop();
  });

  async function hold(notBefore: Date, notAfter: Date): Promise<void> {
    const certificate = await hub.authority.issue(await makeCsr(keys.tls), UNIT, { notBefore, notAfter });
    writeFileSync(join(data, 'certificate.pem'), certificate);
  }

  const held = () => new X509Certificate(readCredentials(data).certificate);
  const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('base64url');

  it('is to renew its certificate in the last third of its validity, each at a moment of its own', async () => {
    const moments = new Set<number>();
    for (let i = 0; i < 20; i++) {
      await hold(inDays(-1), inDays(299));
      const days = (renewalMoment(readCredentials(data)).getTime() - Date.now()) / DAY_MS;
      expect(days).toBeGreaterThan(199 - 0.1);
      expect(days).toBeLessThan(209.1);
      moments.add(Math.round(days * 24));
    }
    expect(moments.size).toBeGreaterThan(5);
  });

  it('renews it by itself, with the certificate that it holds and a proof by its journal key', async () => {
    await hold(inDays(-300), inDays(65));
    const before = held();
    keeper.start();
    await until('the renewal', () => renewed === 1);
    expect(Date.parse(held().validTo)).toBeGreaterThan(inDays(364).getTime());
    const [request] = hub.est.renewals;
    if (request === undefined) throw new Error('The hub heard of no renewal.');
    expect(request.client?.fingerprint256).toBe(before.fingerprint256);
    expect(request.basic).toBeNull();
    const csr = Buffer.from(request.csr, 'base64');
    expect(new x509.Pkcs10CertificateRequest(csr).subject).toBe(`CN=${UNIT}`);
    const proof = splitJws(request.proof);
    expect(proof !== null && isSignedBy(proof, 'hadir-claim', keys.journal.publicKey)).toBe(true);
    expect(JSON.parse(Buffer.from(proof?.payload ?? '', 'base64url').toString())).toEqual({
      v: 1,
      claimHash: null,
      csrHash: sha256(csr),
    });
    await keeper.stop();
    expect(hub.est.renewals).toHaveLength(1);
  });

  it('leaves a fresh certificate alone', async () => {
    await hold(inDays(-1), inDays(364));
    keeper.start();
    await keeper.beforeConnect();
    await keeper.stop();
    expect(hub.est.renewals).toEqual([]);
  });

  it('tries again until the hub can be reached', async () => {
    await hold(inDays(-300), inDays(65));
    hub.est.nextAnswer.set(AGAIN, { status: 503, body: {} });
    keeper.start();
    await until('the renewal', () => renewed === 1);
    expect(hub.est.renewals).toHaveLength(2);
    expect(problems.list()).toEqual([]);
  });

  it('renews one that has expired before it connects', async () => {
    await hold(inDays(-400), inDays(-35));
    await keeper.beforeConnect();
    expect(Date.parse(held().validTo)).toBeGreaterThan(Date.now());
    expect(hub.est.renewals).toHaveLength(1);
  });

  it('keeps what it has and says what to do when the hub refuses, and clears that when it does not any more', async () => {
    await hold(inDays(-300), inDays(65));
    const before = held().fingerprint256;
    const refusal = { status: 403, body: { code: 'unit-revoked', detail: 'Dicabut.' } };
    hub.est.nextAnswer.set(AGAIN, refusal);
    await expect(keeper.trust('no certificate')).toMatchObject({ ok: false });
    keeper.start();
    await until('the problem', () => problems.list().some((text) => text.includes('BKD shut this unit out')));
    expect(held().fingerprint256).toBe(before);
    await until('the renewal', () => renewed === 1);
    expect(problems.list()).toEqual([]);
  });

  it('keeps what it has when the answer is for another unit or of an authority that it does not trust', async () => {
    await hold(inDays(-300), inDays(65));
    const before = held().fingerprint256;
    hub.est.issuer = await createTestAuthority('CN=Stranger');
    keeper.start();
    await until('the problem', () => problems.list().length > 0);
    hub.est.issuer = hub.authority;
    hub.est.facts = { ...hub.est.facts, unit: 'unit-another1' };
    const tries = hub.est.renewals.length;
    await until('another try', () => hub.est.renewals.length > tries + 1);
    expect(held().fingerprint256).toBe(before);
  });

  it('says so and goes on when the certificate on its disk cannot be read', async () => {
    writeFileSync(join(data, 'certificate.pem'), 'nothing');
    keeper.start();
    await until('the problem', () => problems.list().some((text) => text.includes('missing or unreadable')));
    await expect(keeper.beforeConnect()).rejects.toMatchObject({ code: 'identity-damaged' });
    await hold(inDays(-1), inDays(364));
    await keeper.beforeConnect();
  });

  it('trusts new authorities durably, and renews under the newest of them', async () => {
    await hold(inDays(-1), inDays(364));
    const next = await createTestAuthority('CN=Next authority');
    keeper.start();
    hub.est.issuer = next;
    expect(keeper.trust(hub.authority.ca + next.ca)).toEqual({ ok: true });
    expect(readFileSync(join(data, 'ca.pem'), 'utf8').match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    await until('the renewal', () => renewed === 1);
    expect(held().checkIssued(new X509Certificate(next.ca))).toBe(true);
    expect(hub.est.renewals).toHaveLength(1);
  });

  it('refuses to trust what is no authority, too many, or none', () => {
    const ca = readCredentials(data).ca;
    expect(trustAuthorities(data, '')).toMatchObject({ ok: false });
    expect(trustAuthorities(data, readCredentials(data).certificate)).toMatchObject({ ok: false });
    expect(trustAuthorities(data, ca.repeat(4))).toMatchObject({ ok: false });
    expect(readCredentials(data).ca).toBe(ca);
  });

  describe('when it asks who it is', () => {
    let identity: UnitIdentity;
    let lines: string[];
    let moved: string[];

    beforeEach(() => {
      const kept = readUnitIdentity(data, keys.journal.kid);
      if (kept === null) throw new Error('The folder is not enrolled.');
      identity = kept;
      lines = [];
      moved = [];
    });

    function options(changes: Partial<IdentityCheckOptions> = {}): IdentityCheckOptions {
      const { binding: number, door } = identity;
      const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
      const binding = () => ({ number, door, serves: true });
      const { signal } = new AbortController();
      const common = { data, keys, identity, binding, problems, log: logger, signal };
      return { ...common, onBroker: (broker) => void moved.push(broker), ...changes };
    }

    it('is content when the hub says the same', async () => {
      await checkIdentity(options());
      expect(lines).toEqual([]);
      expect(problems.list()).toEqual([]);
      expect(moved).toEqual([]);
    });

    it('says so when the hub knows it in another binding, and changes nothing', async () => {
      hub.est.facts = { ...hub.est.facts, binding: null };
      await checkIdentity(options());
      expect(lines.join('')).toContain('another binding');
      expect(readUnitIdentity(data, keys.journal.kid)).toEqual(identity);
    });

    it('never takes another key for the hub’s', async () => {
      hub.est.facts = { ...hub.est.facts, hubKey: keys.journal.publicKey };
      await checkIdentity(options());
      expect(problems.list().join('')).toContain('another key than the one pinned');
      expect(readUnitIdentity(data, keys.journal.kid)?.hubKey).toEqual(identity.hubKey);
    });

    it('follows a broker that has moved', async () => {
      hub.est.facts = { ...hub.est.facts, broker: () => 'mqtts://localhost:9999' };
      await checkIdentity(options());
      expect(moved).toEqual(['mqtts://localhost:9999']);
      expect(readUnitIdentity(data, keys.journal.kid)?.broker).toBe('mqtts://localhost:9999');
    });
  });
});
