import { X509Certificate } from 'node:crypto';
import { generateSigningKey } from '@hadir/shared/journal/node-signature';
import type { ClaimRequest } from '@hadir/shared/wire/claim';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newClaim, readClaim } from '../../src/est/claim-code.ts';
import { claimRequest, makeUnclaimedUnit } from '../support/test-unit.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

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

const ask = (body: ClaimRequest) => hub.api.app.inject({ method: 'POST', url: '/api/unit/claim', payload: body });

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
    const unit = await makeUnclaimedUnit();
    const answer = await ask(claimRequest(unit, await makeClaim(door)));
    expect(answer.statusCode).toBe(200);
    const claimed = answer.json();
    expect(claimed).toMatchObject({
      unit: expect.stringMatching(/^unit-[0-9a-z]{8}$/),
      binding: 1,
      door: { id: door, opd: 'Dinas Unit', zone: 'Asia/Jayapura' },
      hubKey: hub.authority.hubKey.publicKey,
      broker: 'mqtts://localhost:8883',
    });
    const certificate = new X509Certificate(claimed.certificate);
    expect(certificate.subject).toContain(claimed.unit);
    expect(certificate.verify(new X509Certificate(claimed.ca).publicKey)).toBe(true);
    const [listed] = (await hub.admin.get('/api/doors')).json().doors.filter((d: { id: string }) => d.id === door);
    expect(listed.unit).toBe(claimed.unit);
    const shown = (await hub.admin.get(`/api/units/${claimed.unit}`)).json();
    expect(shown).toMatchObject({ state: 'active', binding: 1, highWater: 0, online: false, kid: unit.journalKey.kid });
  });

  it('is answered again in the same way for the same unit, because the answer may have been lost', async () => {
    const door = await newDoor();
    const request = claimRequest(await makeUnclaimedUnit(), await makeClaim(door));
    const first = await ask(request);
    const again = await ask({ ...request, claim: request.claim.toLowerCase().replaceAll('-', ' ') });
    expect(again.statusCode).toBe(200);
    expect(again.json()).toEqual(first.json());
    const [row] = await hub.database.sql`SELECT count(*)::int AS n FROM bindings WHERE door = ${door}`;
    expect(row?.n).toBe(1);
  });

  it('makes one unit when it is used twice at the same moment', async () => {
    const claim = await makeClaim(await newDoor());
    const units = [await makeUnclaimedUnit(), await makeUnclaimedUnit()];
    const answers = await Promise.all(units.map((unit) => ask(claimRequest(unit, claim))));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
  });
});

describe('a claim is refused', () => {
  it('where it was mistyped', async () => {
    const claim = await makeClaim(await newDoor());
    const wrong = `${claim[0] === '7' ? '8' : '7'}${claim.slice(1)}`;
    const answer = await ask(claimRequest(await makeUnclaimedUnit(), wrong));
    expect(answer.json()).toMatchObject({ status: 422, code: 'claim-mistyped', fields: [{ field: 'claim' }] });
  });

  it('where the hub never made it', async () => {
    const answer = await ask(claimRequest(await makeUnclaimedUnit(), newClaim()));
    expect(answer.json()).toMatchObject({ status: 422, code: 'claim-unknown' });
  });

  it('where it has expired', async () => {
    const claim = await makeClaim(await newDoor());
    await hub.database.sql`UPDATE claims SET expires_at = now() - interval '1 second' WHERE used_at IS NULL`;
    const answer = await ask(claimRequest(await makeUnclaimedUnit(), claim));
    expect(answer.json()).toMatchObject({ status: 422, code: 'claim-expired' });
  });

  it('where another unit has used it', async () => {
    const claim = await makeClaim(await newDoor());
    const unit = await makeUnclaimedUnit();
    expect((await ask(claimRequest(unit, claim))).statusCode).toBe(200);
    const other = await ask(claimRequest(await makeUnclaimedUnit(), claim));
    expect(other.json()).toMatchObject({ status: 409, code: 'claim-used' });
    const otherCsr = { ...unit, csr: (await makeUnclaimedUnit()).csr };
    expect((await ask(claimRequest(otherCsr, claim))).json()).toMatchObject({ code: 'claim-used' });
  });

  it('where the proof is not by the journal key, or for another CSR', async () => {
    const claim = await makeClaim(await newDoor());
    const unit = await makeUnclaimedUnit();
    const request = claimRequest(unit, claim);
    const foreignKey = { ...request, journalKey: generateSigningKey().publicKey };
    const foreignCsr = { ...request, csr: (await makeUnclaimedUnit()).csr };
    const otherClaim = { ...request, proof: claimRequest(unit, newClaim()).proof };
    for (const wrong of [foreignKey, foreignCsr, otherClaim, { ...request, proof: 'a.b.c' }])
      expect((await ask(wrong)).json()).toMatchObject({ status: 422, code: 'proof-invalid' });
    expect((await ask(request)).statusCode, 'the claim is still good').toBe(200);
  });

  it('where the CSR is none, or its signature was altered', async () => {
    const claim = await makeClaim(await newDoor());
    const unit = await makeUnclaimedUnit();
    const nonsense = await ask(claimRequest({ ...unit, csr: 'bukan CSR' }, claim));
    expect(nonsense.json()).toMatchObject({ status: 422, code: 'csr-invalid', fields: [{ field: 'csr' }] });
    const altered = await ask(claimRequest({ ...unit, csr: alterSignature(unit.csr) }, claim));
    expect(altered.json()).toMatchObject({ status: 422, code: 'csr-invalid' });
    expect((await ask(claimRequest(unit, claim))).statusCode, 'the claim is still good').toBe(200);
  });

  it('where another unit serves the door, saying which', async () => {
    const door = await newDoor();
    const first = (await ask(claimRequest(await makeUnclaimedUnit(), await makeClaim(door)))).json();
    const answer = await ask(claimRequest(await makeUnclaimedUnit(), await makeClaim(door)));
    expect(answer.json()).toMatchObject({ status: 409, code: 'door-occupied' });
    expect(answer.json().detail).toContain(first.unit);
  });

  it('where the journal key already belongs to another unit', async () => {
    const unit = await makeUnclaimedUnit();
    expect((await ask(claimRequest(unit, await makeClaim(await newDoor())))).statusCode).toBe(200);
    const again = await ask(claimRequest(unit, await makeClaim(await newDoor())));
    expect(again.json()).toMatchObject({ status: 409, code: 'key-known', fields: [{ field: 'journalKey' }] });
  });

  it('to an address that asks too often', async () => {
    const body = claimRequest(await makeUnclaimedUnit(), 'ZZZZ');
    const statuses: number[] = [];
    for (let i = 0; i < 31; i++) {
      const remoteAddress = '10.7.0.1';
      const call = { method: 'POST', url: '/api/unit/claim', payload: body, remoteAddress } as const;
      statuses.push((await hub.api.app.inject(call)).statusCode);
    }
    expect(statuses.filter((status) => status === 429)).toEqual([429]);
    expect(statuses[0]).toBe(422);
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

/** Changes one byte of the signature, which is what a CSR ends with. */
function alterSignature(pem: string): string {
  const lines = pem.trim().split('\n');
  const der = Buffer.from(lines.slice(1, -1).join(''), 'base64');
  der[der.length - 3] = (der[der.length - 3] ?? 0) ^ 1;
  return [lines[0], ...(der.toString('base64').match(/.{1,64}/g) ?? []), lines.at(-1)].join('\n');
}
