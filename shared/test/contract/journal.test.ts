import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { compactVerify, importJWK } from 'jose';
import { expect, test } from 'vitest';
import { protectedHeader } from '../../src/journal/jws.ts';
import { parseEntry } from '../../src/journal/parse-entry.ts';
import { verifyRun } from '../../src/journal/verify-run.ts';
import { type JournalFixtures, makeJournalFixtures } from './make-journal-fixtures.ts';

const fixtures: JournalFixtures = JSON.parse(readFileSync(new URL('./journal.json', import.meta.url), 'utf8'));
const publicKey = createPublicKey({ key: fixtures.key, format: 'jwk' });
const primitives = {
  verify: (signed: string, signature: string) =>
    verify(null, Buffer.from(signed), publicKey, Buffer.from(signature, 'base64url')),
  sha256: (ascii: string) => createHash('sha256').update(ascii).digest('base64url'),
  decode: (text: string) => Buffer.from(text, 'base64url').toString(),
};
const expected = {
  unit: fixtures.unit,
  header: protectedHeader('hadir-entry', fixtures.kid),
  parse: parseEntry,
};

test('the fixtures on disk are what their maker makes', () => {
  expect(fixtures).toEqual(JSON.parse(JSON.stringify(makeJournalFixtures())));
});

for (const { name, lines, verdict } of fixtures.messages)
  test(`says ${verdict} of ${name}`, () => {
    const found = verifyRun(lines, expected, primitives);
    expect(found.ok ? 'ok' : found.problem).toBe(verdict);
  });

test('another JOSE library accepts every valid entry under the same key', async () => {
  const key = await importJWK(fixtures.key, 'EdDSA');
  const lines = fixtures.messages.filter(({ verdict }) => verdict === 'ok').flatMap((message) => message.lines);
  expect(lines.length).toBeGreaterThan(5);
  for (const line of lines) {
    const { protectedHeader: header, payload } = await compactVerify(line, key);
    expect(header).toMatchObject({ alg: 'EdDSA', typ: 'hadir-entry+jws', kid: fixtures.kid });
    expect(JSON.parse(Buffer.from(payload).toString())).toMatchObject({ v: 1, unit: fixtures.unit });
  }
});

test('another JOSE library refuses what was altered after signing', async () => {
  const key = await importJWK(fixtures.key, 'EdDSA');
  const altered = fixtures.messages.filter(({ verdict }) => verdict === 'bad-signature').flatMap(({ lines }) => lines);
  expect(altered.length).toBeGreaterThan(1);
  for (const line of altered) await expect(compactVerify(line, key)).rejects.toThrow();
});
