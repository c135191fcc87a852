import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSigningKey } from '@hadir/shared/journal/node-signature';
import { PROOF_HEADER } from '@hadir/shared/wire/enrolment';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAuthority } from '../../src/authority/open-authority.ts';
import { connectUnit } from '../support/connect-unit.ts';
import { makeUnclaimedUnit, proofOf, readBundle, renewRequest } from '../support/test-unit.ts';
import { until } from '../support/until.ts';
import { type EnrolledUnit, startWholeHub, type WholeHub } from './support/start-whole-hub.ts';

let hub: WholeHub;
beforeAll(async () => {
  hub = await startWholeHub();
});
afterAll(() => hub.stop());

const identity = { url: '/api/unit/identity' };

function connect(unit: EnrolledUnit, certificate = unit.certificate) {
  return connectUnit(hub.mqtt, hub.authority.caPem, { ...unit, certificate }, hub.authority.hubKey);
}

describe('a unit with its certificate', () => {
  it('is told who it is, which door it serves, and whom to trust', async () => {
    const unit = await hub.newUnit();
    const answer = await hub.ask(identity, unit);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toEqual({
      unit: unit.id,
      binding: {
        number: 1,
        door: { id: unit.door, name: expect.any(String), opd: 'Dinas Uji', zone: 'Asia/Jayapura' },
        follows: null,
      },
      hubKey: hub.authority.hubKey.publicKey,
      broker: hub.mqtt,
      authorities: hub.authority.caPem,
    });
  });

  it('gets its next one for a new key, and both count until the old one expires', async () => {
    const unit = await hub.newUnit();
    const next = await makeUnclaimedUnit();
    const answer = await hub.ask(renewRequest({ ...next, journalKey: unit.keys.journalKey }), unit);
    expect(answer.status).toBe(200);
    const certificate = readBundle(answer.body)[0] ?? '';
    expect(new X509Certificate(certificate).subject).toBe(`CN=${unit.id}`);
    expect((await hub.ask(identity, { certificate, tlsKey: next.tlsKey })).status).toBe(200);
    expect((await hub.ask(identity, unit)).status).toBe(200);
    const rows = await hub.database.sql`
      SELECT via FROM certificates WHERE unit = ${unit.id} ORDER BY issued_at, via DESC`;
    expect(rows.map(({ via }) => via).sort()).toEqual(['claim', 'renewal']);
    const link = await connectUnit(
      hub.mqtt,
      hub.authority.caPem,
      { ...unit, certificate, tlsKey: next.tlsKey },
      hub.authority.hubKey,
    );
    await link.end();
  });

  it('is refused where the proof is by another key or for another request', async () => {
    const unit = await hub.newUnit();
    const request = renewRequest(unit.keys);
    const other = await makeUnclaimedUnit();
    const proofs = [
      proofOf(generateSigningKey(), unit.keys.csr, null),
      proofOf(unit.keys.journalKey, other.csr, null),
      proofOf(unit.keys.journalKey, unit.keys.csr, await hub.newClaim(unit.door)),
    ];
    for (const proof of proofs) {
      const answer = await hub.ask({ ...request, headers: { ...request.headers, [PROOF_HEADER]: proof } }, unit);
      expect(JSON.parse(answer.body)).toMatchObject({ status: 422, code: 'proof-invalid' });
    }
  });
});

describe('a caller is refused', () => {
  it('without a certificate', async () => {
    for (const call of [identity, renewRequest(await makeUnclaimedUnit())])
      expect(JSON.parse((await hub.ask(call, null)).body)).toMatchObject({ status: 401, code: 'certificate-missing' });
  });

  it('with a certificate that another authority signed for the same unit', async () => {
    const unit = await hub.newUnit();
    const folder = await mkdtemp(join(tmpdir(), 'hadir-foreign-'));
    const foreign = await openAuthority(
      { data: folder, publicHost: 'localhost', region: 'Lain' },
      pino({ level: 'silent' }),
    );
    const forged = await foreign.issueUnitCertificate(unit.keys.csr, unit.id);
    await rm(folder, { recursive: true, force: true });
    if (!forged.ok) throw new Error(forged.problem);
    for (const call of [identity, renewRequest(unit.keys)]) {
      const answer = await hub.ask(call, { certificate: forged.pem, tlsKey: unit.tlsKey });
      expect(JSON.parse(answer.body)).toMatchObject({ status: 403, code: 'certificate-unknown' });
    }
  });

  it('with a certificate of our authority that was never noted', async () => {
    const unit = await hub.newUnit();
    const stray = await hub.authority.issueUnitCertificate(unit.keys.csr, unit.id);
    if (!stray.ok) throw new Error(stray.problem);
    const answer = await hub.ask(renewRequest(unit.keys), { certificate: stray.pem, tlsKey: unit.tlsKey });
    expect(JSON.parse(answer.body)).toMatchObject({ status: 403, code: 'certificate-unknown' });
  });

  it('when its unit was shut out', async () => {
    const unit = await hub.newUnit();
    const answer = await hub.admin.post(`/api/units/${unit.id}/revoke`, { reason: 'Dicuri dari kantor' });
    expect(answer.statusCode).toBe(204);
    for (const call of [identity, renewRequest(unit.keys)])
      expect(JSON.parse((await hub.ask(call, unit)).body)).toMatchObject({ status: 403, code: 'unit-revoked' });
    expect(
      await hub.database.sql`SELECT serial FROM certificates WHERE unit = ${unit.id} AND revoked_at IS NULL`,
    ).toEqual([]);
  });
});

describe('a unit whose certificate has expired', () => {
  let brief: WholeHub;
  beforeAll(async () => {
    brief = await startWholeHub({ unitCertificateMs: 1_500 });
  });
  afterAll(() => brief.stop());

  async function newExpiredUnit(): Promise<EnrolledUnit> {
    const unit = await brief.newUnit();
    const end = Date.parse(new X509Certificate(unit.certificate).validTo);
    await until('the certificate to expire', () => (Date.now() > end ? true : null));
    return unit;
  }

  it('may not connect or ask who it is, but gets a new one for its journal key, and the audit log says so', async () => {
    const unit = await newExpiredUnit();
    await expect(connectUnit(brief.mqtt, brief.authority.caPem, unit, brief.authority.hubKey)).rejects.toThrow();
    expect(JSON.parse((await brief.ask(identity, unit)).body)).toMatchObject({ code: 'certificate-expired' });
    const answer = await brief.ask(renewRequest(unit.keys), unit);
    expect(answer.status).toBe(200);
    const [noted] = await brief.database.sql`
      SELECT via FROM certificates WHERE unit = ${unit.id} ORDER BY issued_at DESC LIMIT 1`;
    expect(noted).toEqual({ via: 'grace' });
    const audit = await brief.database.sql`SELECT action FROM audit_log WHERE subject = ${unit.id}`;
    expect(audit.map(({ action }) => action)).toContain('certificate-renewed-late');
    const certificate = readBundle(answer.body)[0] ?? '';
    expect((await brief.ask(identity, { ...unit, certificate })).status).toBe(200);
  });

  it('needs a person after 400 days', async () => {
    const unit = await newExpiredUnit();
    await brief.database.sql`
      UPDATE certificates SET expires_at = now() - interval '401 days' WHERE unit = ${unit.id}`;
    const answer = await brief.ask(renewRequest(unit.keys), unit);
    expect(JSON.parse(answer.body)).toMatchObject({ status: 403, code: 'certificate-expired' });
  });

  it('is refused without the proof of its journal key', async () => {
    const unit = await newExpiredUnit();
    const stolen = renewRequest({ ...unit.keys, journalKey: generateSigningKey() });
    expect(JSON.parse((await brief.ask(stolen, unit)).body)).toMatchObject({ code: 'proof-invalid' });
  });
});

describe('a unit that is shut out', () => {
  it('loses its session within a second, and does not get in again', async () => {
    const unit = await hub.newUnit();
    const neighbour = await connect(await hub.newUnit());
    const link = await connect(unit);
    const closed = new Promise<number>((resolve) => link.client.once('close', () => resolve(Date.now())));
    const before = Date.now();
    await hub.admin.post(`/api/units/${unit.id}/revoke`, { reason: 'Unit dicuri' });
    expect((await closed) - before).toBeLessThan(1_000);
    await expect(connect(unit)).rejects.toThrow();
    expect(neighbour.client.connected).toBe(true);
    await neighbour.end();
  });

  it('is refused a second time with the words that it is out already, and needs to be known', async () => {
    const unit = await hub.newUnit();
    const revoke = (id: string) => hub.admin.post(`/api/units/${id}/revoke`, { reason: 'Unit dicuri' });
    expect((await revoke(unit.id)).statusCode).toBe(204);
    expect((await revoke(unit.id)).json()).toMatchObject({ status: 409, code: 'already-revoked' });
    expect((await revoke('unit-00000000')).statusCode).toBe(404);
  });
});
