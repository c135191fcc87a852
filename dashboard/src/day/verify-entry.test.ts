import { createHash } from 'node:crypto';
import type { EntryEvidence } from '@hadir/shared/api/attendance';
import { encodeBase64url } from '@hadir/shared/journal/jws';
import { generateSigningKey, type SigningKey, signJws } from '@hadir/shared/journal/node-signature';
import { describe, expect, it } from 'vitest';
import { type EntryCheck, type Verification, verifyEntry } from './verify-entry.ts';

const employee = '7f1f9e52-63c5-4f4b-9f3a-0d6f8f1f2a01';
const door = '0b8a1c7e-92f1-4c39-8d25-5a4f6f0f9b02';
const key = generateSigningKey();
const payload = {
  v: 1,
  type: 'punch',
  unit: 'unit-0000abcd',
  binding: 1,
  seq: 42,
  prev: 'A'.repeat(43),
  at: '2026-11-22T22:28:41.512Z',
  uptimeMs: 1_000,
  boot: '11111111-2222-4333-8444-555555555555',
  clock: { source: 'ntp', uncertaintyMs: 12 },
  door,
  employee,
  seenAt: '2026-11-22T22:28:41.087Z',
  score: 0.71,
};

const hashOf = (jws: string) => createHash('sha256').update(jws, 'ascii').digest('base64url');

function evidenceOf(signedBy: SigningKey = key, body: object = payload): EntryEvidence {
  const jws = signJws('hadir-entry', signedBy, body);
  return {
    unit: 'unit-0000abcd',
    binding: 1,
    seq: 42,
    type: 'punch',
    door,
    doorName: 'Utama',
    seenAt: '2026-11-22T22:28:41.087Z',
    receivedAt: '2026-11-22T22:28:41.900Z',
    hash: hashOf(jws),
    jws,
    publicKey: signedBy.publicKey,
    kid: signedBy.kid,
  };
}

const failed = ({ checks }: Verification): EntryCheck[] =>
  checks.filter(({ result }) => result === 'failed').map(({ check }) => check);

describe('verifyEntry', () => {
  it('accepts an entry that the unit signed and the hub shows as it is', () => {
    const verification = verifyEntry(evidenceOf(), employee);
    expect(verification.outcome).toBe('valid');
    expect(verification.checks.map(({ result }) => result)).toEqual(Array(6).fill('passed'));
  });

  it('refuses an entry whose payload was altered after signing', () => {
    const evidence = evidenceOf();
    const [header, , signature] = evidence.jws.split('.');
    const altered = encodeBase64url(new TextEncoder().encode(JSON.stringify({ ...payload, score: 0.99 })));
    const jws = `${header}.${altered}.${signature}`;
    const verification = verifyEntry({ ...evidence, jws, hash: hashOf(jws) }, employee);
    expect(verification.outcome).toBe('invalid');
    expect(failed(verification)).toEqual(['signature']);
  });

  it('refuses an entry that another key signed', () => {
    const evidence = evidenceOf(generateSigningKey());
    const verification = verifyEntry({ ...evidence, publicKey: key.publicKey, kid: key.kid }, employee);
    expect(failed(verification)).toEqual(['header', 'signature']);
  });

  it('refuses a key that is not the one named by the kid', () => {
    const verification = verifyEntry({ ...evidenceOf(), kid: generateSigningKey().kid }, employee);
    expect(failed(verification)).toEqual(['key']);
  });

  it('refuses a hash that is not that of the bytes', () => {
    const verification = verifyEntry({ ...evidenceOf(), hash: hashOf('something else') }, employee);
    expect(failed(verification)).toEqual(['hash']);
  });

  it('names the facts in which the hub disagrees with what was signed', () => {
    const evidence = { ...evidenceOf(), seq: 43, seenAt: '2026-11-22T22:20:00.000Z' };
    const verification = verifyEntry(evidence, employee);
    expect(failed(verification)).toEqual(['payload']);
    expect(verification.checks.at(-1)?.differing).toEqual(['seq', 'seenAt']);
  });

  it('refuses a punch that is about somebody else', () => {
    const verification = verifyEntry(evidenceOf(), '99999999-63c5-4f4b-9f3a-0d6f8f1f2a01');
    expect(verification.checks.at(-1)?.differing).toEqual(['employee']);
  });

  it('refuses a JWS of another kind under the same key', () => {
    const evidence = evidenceOf();
    const jws = signJws('hadir-receipt', key, payload);
    expect(failed(verifyEntry({ ...evidence, jws, hash: hashOf(jws) }, employee))).toEqual(['header']);
  });

  it('refuses text that is no JWS at all and says which checks could not be made', () => {
    const verification = verifyEntry({ ...evidenceOf(), jws: 'not a signature' }, employee);
    expect(failed(verification)).toEqual(['format', 'hash']);
    expect(verification.checks.filter(({ result }) => result === 'unreached').map(({ check }) => check)).toEqual([
      'header',
      'signature',
      'payload',
    ]);
  });

  it('refuses a key that is not 32 bytes', () => {
    const verification = verifyEntry({ ...evidenceOf(), publicKey: { ...key.publicKey, x: 'AAAA' } }, employee);
    expect(verification.outcome).toBe('invalid');
    expect(failed(verification)).toContain('key');
  });
});
