import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseUnitId, type UnitId } from '@hadir/shared/ids';
import * as x509 from '@peculiar/x509';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAuthority } from './open-authority.ts';
import { ECDSA_SHA256, importP256Key, makeP256Key } from './p256-key.ts';

const log = pino({ level: 'silent' });
const unit = parseUnitId('unit-0000demo') as UnitId;
let data: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'hadir-authority-'));
});
afterEach(() => rm(data, { recursive: true, force: true }));

const open = (publicHost = 'hub.example.go.id') => openAuthority({ data, publicHost, region: 'Uji' }, log);

async function makeCsr(): Promise<string> {
  const keys = await importP256Key(makeP256Key());
  const csr = await x509.Pkcs10CertificateRequestGenerator.create({
    name: 'CN=anything',
    keys,
    signingAlgorithm: ECDSA_SHA256,
  });
  return csr.toString('pem');
}

test('keeps every key in a private file and gives the same ones at the next start', async () => {
  const first = await open();
  const second = await open();
  expect(second.caFingerprint).toBe(first.caFingerprint);
  expect(second.hubKey.kid).toBe(first.hubKey.kid);
  expect(second.serverCredentials()).toEqual(first.serverCredentials());
  expect((await stat(join(data, 'keys'))).mode & 0o777).toBe(0o700);
  for (const name of ['ca-key.pem', 'server-key.pem', 'hub-key.pem', 'template.key'])
    expect((await stat(join(data, 'keys', name))).mode & 0o777).toBe(0o600);
});

test('makes a new server certificate when the public name changed, under the same authority', async () => {
  const before = await open('hub.example.go.id');
  const after = await open('10.20.30.40');
  expect(after.caFingerprint).toBe(before.caFingerprint);
  const certificate = new X509Certificate(after.serverCredentials().cert);
  expect(certificate.checkIP('10.20.30.40')).toBe('10.20.30.40');
  expect(certificate.checkHost('localhost')).toBe('localhost');
  expect(certificate.checkIP('::1')).toBe('::1');
});

test('certifies a unit for one year under its id and nothing else that the request asks for', async () => {
  const authority = await open();
  const issued = await authority.issueUnitCertificate(await makeCsr(), unit);
  if (!issued.ok) throw new Error(issued.problem);
  const certificate = new X509Certificate(issued.pem);
  expect(certificate.subject).toBe(`CN=${unit}`);
  expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
  expect(certificate.fingerprint256.replaceAll(':', '').toLowerCase()).toBe(issued.sha256);
  expect(certificate.checkIssued(new X509Certificate(authority.caPem))).toBe(true);
});

test('says what is wrong with a request that it does not certify', async () => {
  const authority = await open();
  expect(await authority.issueUnitCertificate('garbage', unit)).toEqual({ ok: false, problem: 'unreadable-csr' });
  const der = Buffer.from((await makeCsr()).replace(/-----[^-]+-----/g, ''), 'base64');
  der[der.length - 3] = (der[der.length - 3] ?? 0) ^ 1;
  const altered = `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;
  expect(await authority.issueUnitCertificate(altered, unit)).toEqual({ ok: false, problem: 'bad-csr-signature' });
  const weak = await x509.Pkcs10CertificateRequestGenerator.create({
    name: 'CN=weak',
    keys: await crypto.subtle.generateKey(
      { name: 'RSASSA-PKCS1-v1_5', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' },
      true,
      ['sign', 'verify'],
    ),
    signingAlgorithm: { name: 'RSASSA-PKCS1-v1_5' },
  });
  expect(await authority.issueUnitCertificate(weak.toString('pem'), unit)).toEqual({ ok: false, problem: 'weak-key' });
});

test('goes on with what keys/ca.pem says where a change of authority was cut short', async () => {
  const before = await open();
  await writeFile(join(data, 'keys', 'ca-key-0123456789abcdef.pem'), makeP256Key());
  expect((await open()).caPem, 'the key was written and its certificate was not').toBe(before.caPem);
  await before.addAuthority();
  const newest = before.trusted.at(-1)?.pem ?? '';
  await writeFile(join(data, 'keys', 'ca.pem'), newest);
  const after = await open();
  expect(
    after.trusted.map(({ pem }) => pem),
    'the old key was still there',
  ).toEqual([newest]);
  expect(new X509Certificate(after.serverCredentials().cert).checkIssued(new X509Certificate(newest))).toBe(true);
});

test('does not start with an authority whose key is missing, and says what to do', async () => {
  const authority = await open();
  await authority.addAuthority();
  const newest = authority.trusted.at(-1);
  await rm(join(data, 'keys', `ca-key-${newest?.sha256.slice(0, 16)}.pem`));
  await expect(open()).rejects.toThrow('Restore both from one backup');
});
