import { spawnSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { generateSigningKey } from '@hadir/shared/journal/node-signature';
import { JOURNAL_KEY_HEADER, PROOF_HEADER } from '@hadir/shared/wire/enrolment';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newClaim, readClaim } from '../../src/est/claim-code.ts';
import { startTestApi, type TestApi } from '../api/support/start-test-api.ts';
import { type EstRequest, enrol, enrolRequest, makeUnclaimedUnit, readBundle } from '../support/test-unit.ts';

let hub: TestApi;
let opd: string;
let doors = 0;
beforeAll(async () => {
  hub = await startTestApi();
  opd = (await hub.admin.post('/api/opds', { name: 'Dinas Unit', zone: 'Asia/Jayapura' })).json().id;
});
afterAll(() => hub.stop());

async function newDoor(): Promise<string> {
  return (await hub.admin.post('/api/doors', { opd, name: `Pintu ${++doors}` })).json().id;
}

async function makeClaim(door: string): Promise<string> {
  return (await hub.admin.post('/api/claims', { door })).json().claim;
}

const ask = (request: EstRequest) => hub.api.app.inject(request);

describe('a claim', () => {
  it('is made for one door, is shown once and is kept only as a hash', async () => {
    const door = await newDoor();
    const answer = (await hub.admin.post('/api/claims', { door })).json();
    expect(answer.claim).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z*~$=U]$/);
    expect(answer).toMatchObject({ door, hub: 'https://localhost:8443', caFingerprint: hub.authority.caFingerprint });
    const hours = (Date.parse(answer.expiresAt) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23.9);
    const rows = await hub.database.sql`SELECT * FROM claims`;
    expect(JSON.stringify(rows)).not.toContain(answer.claim.replaceAll('-', ''));
  });

  it('needs a door that is there', async () => {
    const answer = await hub.admin.post('/api/claims', { door: '00000000-0000-4000-8000-000000000000' });
    expect(answer.json()).toMatchObject({ status: 422, fields: [{ field: 'door' }] });
  });

  it('makes a unit that serves the door, with a certificate of the hub for its own key', async () => {
    const door = await newDoor();
    const keys = await makeUnclaimedUnit();
    const answer = await ask(enrolRequest(keys, await makeClaim(door)));
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('application/pkcs7-mime; smime-type=certs-only');
    const certificates = readBundle(answer.body).map((pem) => new X509Certificate(pem));
    expect(certificates).toHaveLength(1);
    const [certificate] = certificates as [X509Certificate];
    const unit = certificate.subject.replace('CN=', '');
    expect(unit).toMatch(/^unit-[0-9a-z]{8}$/);
    expect(certificate.checkPrivateKey(createPrivateKey(keys.tlsKey))).toBe(true);
    expect(certificate.verify(new X509Certificate(hub.authority.caPem).publicKey)).toBe(true);
    const [listed] = (await hub.admin.get('/api/doors')).json().doors.filter((d: { id: string }) => d.id === door);
    expect(listed.unit).toBe(unit);
    const shown = (await hub.admin.get(`/api/units/${unit}`)).json();
    expect(shown).toMatchObject({ state: 'active', binding: 1, highWater: 0, online: false, kid: keys.journalKey.kid });
    const [noted] = await hub.database.sql`SELECT unit, sha256, via FROM certificates WHERE unit = ${unit}`;
    const sha256 = certificate.fingerprint256.replaceAll(':', '').toLowerCase();
    expect(noted).toEqual({ unit, sha256, via: 'claim' });
  });

  it('is answered again in the same way for the same unit, because the answer may have been lost', async () => {
    const door = await newDoor();
    const keys = await makeUnclaimedUnit();
    const claim = await makeClaim(door);
    const first = await ask(enrolRequest(keys, claim));
    const again = await ask(enrolRequest(keys, claim.toLowerCase().replaceAll('-', ' ')));
    expect(again.statusCode).toBe(200);
    expect(again.body).toEqual(first.body);
    const [row] = await hub.database.sql`SELECT count(*)::int AS n FROM bindings WHERE door = ${door}`;
    expect(row?.n).toBe(1);
  });

  it('makes one unit when it is used twice at the same moment', async () => {
    const claim = await makeClaim(await newDoor());
    const units = [await makeUnclaimedUnit(), await makeUnclaimedUnit()];
    const answers = await Promise.all(units.map((unit) => ask(enrolRequest(unit, claim))));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
  });
});

describe('a claim is refused', () => {
  it('where it was mistyped', async () => {
    const claim = await makeClaim(await newDoor());
    const wrong = `${claim[0] === '7' ? '8' : '7'}${claim.slice(1)}`;
    const answer = await ask(enrolRequest(await makeUnclaimedUnit(), wrong));
    expect(answer.json()).toMatchObject({ status: 422, code: 'claim-mistyped', fields: [{ field: 'claim' }] });
  });

  it('where the hub never made it', async () => {
    const answer = await ask(enrolRequest(await makeUnclaimedUnit(), newClaim()));
    expect(answer.json()).toMatchObject({ status: 422, code: 'claim-unknown' });
  });

  it('where it has expired', async () => {
    const claim = await makeClaim(await newDoor());
    await hub.database.sql`UPDATE claims SET expires_at = now() - interval '1 second' WHERE used_at IS NULL`;
    const answer = await ask(enrolRequest(await makeUnclaimedUnit(), claim));
    expect(answer.json()).toMatchObject({ status: 422, code: 'claim-expired' });
  });

  it('where another unit has used it', async () => {
    const claim = await makeClaim(await newDoor());
    const unit = await makeUnclaimedUnit();
    expect((await ask(enrolRequest(unit, claim))).statusCode).toBe(200);
    const other = await ask(enrolRequest(await makeUnclaimedUnit(), claim));
    expect(other.json()).toMatchObject({ status: 409, code: 'claim-used' });
    const otherCsr = { ...unit, csr: (await makeUnclaimedUnit()).csr };
    expect((await ask(enrolRequest(otherCsr, claim))).json()).toMatchObject({ code: 'claim-used' });
  });

  it('where the proof is not by the journal key, or for another CSR', async () => {
    const claim = await makeClaim(await newDoor());
    const unit = await makeUnclaimedUnit();
    const request = enrolRequest(unit, claim);
    const withHeader = (name: string, value: string) => ({
      ...request,
      headers: { ...request.headers, [name]: value },
    });
    const foreignKey = withHeader(JOURNAL_KEY_HEADER, JSON.stringify(generateSigningKey().publicKey));
    const foreignCsr = { ...request, payload: (await makeUnclaimedUnit()).csr.toString('base64') };
    const otherClaim = withHeader(PROOF_HEADER, enrolRequest(unit, newClaim()).headers[PROOF_HEADER] ?? '');
    for (const wrong of [foreignKey, foreignCsr, otherClaim, withHeader(PROOF_HEADER, 'a.b.c')])
      expect((await ask(wrong)).json()).toMatchObject({ status: 422, code: 'proof-invalid' });
    expect((await ask(request)).statusCode, 'the claim is still good').toBe(200);
  });

  it('where the request is none, or its signature was altered', async () => {
    const claim = await makeClaim(await newDoor());
    const unit = await makeUnclaimedUnit();
    const nonsense = await ask(enrolRequest({ ...unit, csr: Buffer.from('bukan CSR') }, claim));
    expect(nonsense.json()).toMatchObject({ status: 422, code: 'csr-invalid', fields: [{ field: 'csr' }] });
    const notBase64 = await ask({ ...enrolRequest(unit, claim), payload: '{"csr": 1}' });
    expect(notBase64.json()).toMatchObject({ status: 422, code: 'csr-invalid' });
    // The signature is what a PKCS #10 ends with.
    const csr = Buffer.from(unit.csr);
    csr[csr.length - 3] = (csr[csr.length - 3] ?? 0) ^ 1;
    const altered = await ask(enrolRequest({ ...unit, csr }, claim));
    expect(altered.json()).toMatchObject({ status: 422, code: 'csr-invalid' });
    expect((await ask(enrolRequest(unit, claim))).statusCode, 'the claim is still good').toBe(200);
  });

  it('where a header is missing, by its name', async () => {
    const request = enrolRequest(await makeUnclaimedUnit(), await makeClaim(await newDoor()));
    for (const name of [JOURNAL_KEY_HEADER, PROOF_HEADER, 'hadir-hardware']) {
      const headers = Object.fromEntries(Object.entries(request.headers).filter(([key]) => key !== name));
      expect((await ask({ ...request, headers })).json()).toMatchObject({ status: 422, fields: [{ field: name }] });
    }
    const { authorization: _, ...anonymous } = request.headers;
    const answer = await ask({ ...request, headers: anonymous });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toMatch(/^Basic /);
  });

  it('where another unit serves the door, saying which', async () => {
    const door = await newDoor();
    const first = await enrol(hub.api.app, await makeUnclaimedUnit(), await makeClaim(door));
    const answer = await ask(enrolRequest(await makeUnclaimedUnit(), await makeClaim(door)));
    expect(answer.json()).toMatchObject({ status: 409, code: 'door-occupied' });
    expect(answer.json().detail).toContain(first.unit);
  });

  it('where the journal key already belongs to another unit', async () => {
    const unit = await makeUnclaimedUnit();
    expect((await ask(enrolRequest(unit, await makeClaim(await newDoor())))).statusCode).toBe(200);
    const again = await ask(enrolRequest(unit, await makeClaim(await newDoor())));
    expect(again.json()).toMatchObject({ status: 409, code: 'key-known', fields: [{ field: 'journalKey' }] });
  });

  it('to an address that failed too often, while others are served', async () => {
    const request = { ...enrolRequest(await makeUnclaimedUnit(), 'ZZZZ'), remoteAddress: '10.7.0.1' };
    const statuses: number[] = [];
    for (let i = 0; i < 32; i++) statuses.push((await ask(request)).statusCode);
    expect(statuses.filter((status) => status === 429)).toEqual([429, 429]);
    expect(statuses[0]).toBe(422);
    const good = enrolRequest(await makeUnclaimedUnit(), await makeClaim(await newDoor()));
    expect((await ask({ ...good, remoteAddress: '10.7.0.1' } as EstRequest)).statusCode).toBe(429);
    expect((await ask(good)).statusCode).toBe(200);
  });
});

describe('what anybody may ask', () => {
  it('gives the authorities as certs-only PKCS #7', async () => {
    const answer = await hub.api.app.inject({ url: '/.well-known/est/cacerts' });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pkcs7-mime',
      'content-transfer-encoding': 'base64',
    });
    const [ca, ...others] = readBundle(answer.body);
    expect(new X509Certificate(ca ?? '').fingerprint256).toBe(hub.authority.caFingerprint);
    expect(others).toEqual([]);
  });

  it('says which keys are welcome', async () => {
    const answer = await hub.api.app.inject({ url: '/.well-known/est/csrattrs' });
    expect(answer.headers['content-type']).toBe('application/csrattrs');
    const text = spawnSync('openssl', ['asn1parse', '-inform', 'DER'], { input: Buffer.from(answer.body, 'base64') });
    expect(text.stdout.toString()).toMatch(/id-ecPublicKey[\s\S]*prime256v1[\s\S]*ecdsa-with-SHA256/);
  });
});

describe('reading a claim', () => {
  it('accepts look-alikes, any case, spaces and dashes', () => {
    const claim = newClaim();
    const plain = claim.replaceAll('-', '');
    const spoken = claim.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('-', ' ');
    expect(readClaim(claim)).toBe(plain);
    expect(readClaim(spoken)).toBe(plain);
  });

  it('notices every single wrong symbol and every swap of neighbours', () => {
    const claim = newClaim().replaceAll('-', '');
    for (let at = 0; at < 16; at++) {
      for (const symbol of '0123456789ABCDEFGHJKMNPQRSTVWXYZ') {
        const wrong = claim.slice(0, at) + symbol + claim.slice(at + 1);
        expect(readClaim(wrong)).toBe(wrong === claim ? claim : null);
      }
      const swapped = claim.slice(0, at) + (claim[at + 1] ?? '') + (claim[at] ?? '') + claim.slice(at + 2);
      if (at < 15) expect(readClaim(swapped)).toBe(swapped === claim ? claim : null);
    }
  });
});
