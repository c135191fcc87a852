import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { ExportManifest } from '@hadir/shared/api/reports';
import { generateSigningKey, signJws } from '@hadir/shared/journal/node-signature';
import { expect, it } from 'vitest';
import { verifyExport } from './verify-export.ts';

const hub = generateSigningKey();
const FILES = { 'rekap/2026-07/dinas.pdf': 'isi rekap', 'audit/log-audit.csv': 'nomor;waktu\n'.repeat(50) };

/** An archive as the hub writes it. */
function makeZip(files: Record<string, string>): Uint8Array<ArrayBuffer> {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const [path, text] of Object.entries(files)) {
    const name = Buffer.from(path);
    const packed = deflateRawSync(text);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(Buffer.byteLength(text), 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    locals.push(local, name, packed);
    central.push(entry, name);
    at += local.length + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...locals, ...central, end]));
}

function makeExport(changes: Record<string, string> = {}, key = hub): Uint8Array<ArrayBuffer> {
  const manifest: ExportManifest = {
    v: 1,
    region: 'Kabupaten Contoh',
    from: '2026-07',
    to: '2026-07',
    madeAt: '2026-08-01T00:00:00.000Z',
    files: Object.entries(FILES).map(([path, text]) => ({
      path,
      bytes: Buffer.byteLength(text),
      sha256: createHash('sha256').update(text).digest('hex'),
    })),
  };
  return makeZip({ ...FILES, 'manifest.jws': `${signJws('hadir-export', key, manifest)}\n`, ...changes });
}

it('lets an export pass whose files are as the hub listed them', async () => {
  expect(await verifyExport(makeExport(), hub.publicKey)).toMatchObject({
    kind: 'passed',
    manifest: { from: '2026-07' },
  });
});

it('names files that were altered or added', async () => {
  const altered = makeExport({ 'rekap/2026-07/dinas.pdf': 'isi lain', 'rekap/2026-07/lain.pdf': 'x' });
  expect(await verifyExport(altered, hub.publicKey)).toMatchObject({
    kind: 'wrong-files',
    paths: ['rekap/2026-07/dinas.pdf', 'rekap/2026-07/lain.pdf'],
  });
});

it('names files that are missing', async () => {
  const only = makeZip({ 'manifest.jws': await jwsOf(makeExport()) });
  expect(await verifyExport(only, hub.publicKey)).toMatchObject({
    kind: 'wrong-files',
    paths: Object.keys(FILES).sort(),
  });
});

it('believes no other key, and no other kind of signature', async () => {
  const stranger = generateSigningKey();
  expect(await verifyExport(makeExport({}, stranger), hub.publicKey)).toEqual({ kind: 'bad-signature' });
  const receipt = signJws('hadir-receipt', hub, { v: 1, files: [] });
  expect(await verifyExport(makeExport({ 'manifest.jws': receipt }), hub.publicKey)).toEqual({ kind: 'bad-signature' });
});

it('says what is no export at all', async () => {
  expect(await verifyExport(makeZip(FILES), hub.publicKey)).toEqual({ kind: 'no-manifest' });
  const whole = makeExport();
  expect(await verifyExport(whole.slice(0, whole.length - 30), hub.publicKey)).toEqual({ kind: 'not-zip' });
  expect(await verifyExport(new Uint8Array([1, 2, 3]), hub.publicKey)).toEqual({ kind: 'not-zip' });
});

async function jwsOf(archive: Uint8Array<ArrayBuffer>): Promise<string> {
  const { readZip } = await import('./read-zip.ts');
  const entry = readZip(archive)?.find(({ path }) => path === 'manifest.jws');
  return new TextDecoder().decode(await entry?.read());
}
