import { createPublicKey } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalReport } from '../src/journal/journal-report.ts';
import { callHadir } from './support/call-hadir.ts';
import { DOOR, JournalMaker, OTHER_DOOR } from './support/make-journal.ts';

let folder: string;
let maker: JournalMaker;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hadir-verify-'));
  maker = new JournalMaker().bind().punch(3).checkpoint().leave();
  maker.bind(OTHER_DOOR, { ...maker.head, unit: 'unit-0000dead' }).punch(2, OTHER_DOOR);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const verify = (...line: string[]) => callHadir(['journal', 'verify', ...line]);

async function writeLines(name: string, lines: readonly string[], newline = '\n'): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, lines.join(newline) + newline);
  return path;
}

async function writeExport(name: string, lines: readonly string[] = maker.lines): Promise<string> {
  const binding = { door: DOOR, doorName: 'Pintu <Utama>', opdName: 'Dinas & Uji', since: '', until: null };
  const header = {
    ...{ hadir: 'journal', v: 1, unit: maker.unit, key: maker.key.publicKey, kid: maker.key.kid },
    ...{ bindings: [{ number: 1, ...binding }], exportedAt: '2026-01-06T00:00:00.000Z', hub: 'https://hub.example' },
  };
  return writeLines(name, [JSON.stringify(header), ...lines]);
}

async function writeKey(): Promise<string> {
  return writeLines('unit.jwk', [JSON.stringify(maker.key.publicKey)]);
}

describe('what can be verified', () => {
  it('is an exported file by itself, and it warns that the key came from the file', async () => {
    const call = await verify(await writeExport('a.jsonl'), '--json');
    expect(call).toMatchObject({ code: 0 });
    const report = JSON.parse(call.output) as JournalReport;
    expect(report).toMatchObject({ whole: true, unit: maker.unit, keyFrom: 'file', signed: 10, firstBad: null });
    expect(report.bindings[1]?.follows).toMatchObject({ unit: 'unit-0000dead', binding: 1, seq: 7 });
    expect((await verify(await writeExport('a.jsonl'))).output).toContain('Cocokkan sidik kunci');
    expect((await verify(await writeExport('a.jsonl'), '--kid', maker.key.kid)).output).not.toContain('Cocokkan');
  });

  it('is a file of lines with the key as JWK, as PEM or from an export, whatever ends the lines', async () => {
    const pem = createPublicKey({ key: maker.key.publicKey, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    const lines = await writeLines('plain.jws', maker.lines, '\r\n');
    const keys = [await writeKey(), await writeLines('unit.pem', [pem.toString()]), await writeExport('b.jsonl')];
    for (const key of keys) expect(await verify(lines, '--key', key)).toMatchObject({ code: 0 });
  });

  it('is the database of a unit, which is not written to even where its last entries are in the log', async () => {
    const data = join(folder, 'unit');
    const path = join(data, 'journal.db');
    const key = await writeKey();
    await mkdir(data);
    const database = new Database(path);
    database.pragma('journal_mode = WAL');
    database.exec('CREATE TABLE entries (position INTEGER PRIMARY KEY, jws TEXT NOT NULL)');
    const insert = database.prepare('INSERT INTO entries (jws) VALUES (?)');
    for (const jws of maker.lines) insert.run(jws);
    const before = await readdir(data);
    const bytes = await readFile(path);
    chmodSync(path, 0o400);
    const call = await verify(path, '--key', key, '--json');
    expect(call).toMatchObject({ code: 0 });
    expect(JSON.parse(call.output)).toMatchObject({ signed: 10, whole: true });
    expect(await readdir(data)).toEqual(before);
    expect(await readFile(path)).toEqual(bytes);
    database.close();
  });
});

describe('what it answers', () => {
  it('is exit code 1 with the line of the first bad entry, the rule, and what it means, in both languages', async () => {
    const path = await writeExport(
      'gap.jsonl',
      maker.lines.filter((_, index) => index !== 2),
    );
    const indonesian = await verify(path);
    expect(indonesian).toMatchObject({ code: 1 });
    expect(indonesian.output).toContain('TIDAK UTUH');
    expect(indonesian.output).toContain('Entri pertama yang bermasalah: baris 4, masa tugas 1/3');
    expect(indonesian.output).toContain('✗ Kelengkapan: tidak ada nomor yang hilang: 1 temuan');
    const english = await verify(path, '--lang', 'en');
    expect(english.output).toContain('First bad entry: line 4, binding 1/3');
    expect(english.output).toContain('ask for a complete export');
  });

  it('is a page that prints, needs nothing from elsewhere, and takes nothing of the file for markup', async () => {
    const html = join(folder, 'report.html');
    await verify(await writeExport('c.jsonl'), '--html', html);
    const page = await readFile(html, 'utf8');
    expect(page).toContain('<html lang="id">');
    expect(page).toContain('Dinas &amp; Uji/Pintu &lt;Utama&gt;');
    expect(page).toContain('Cara pemeriksaan');
    expect(page).not.toMatch(/<script|https?:\/\/|src=|href=/);
  });

  it('stays short where a file is garbage', async () => {
    const path = await writeExport(
      'garbage.jsonl',
      Array.from({ length: 1_000 }, () => 'garbage'),
    );
    const call = await verify(path);
    expect(call).toMatchObject({ code: 1 });
    expect(call.output).toContain('800 temuan lain');
    expect(call.output.split('\n').length).toBeLessThan(260);
  });

  it('is exit code 2 where it cannot be checked at all, and 1 where the key is another one', async () => {
    const plain = await writeLines('plain.jws', maker.lines);
    expect(await verify(plain)).toMatchObject({ code: 2 });
    expect(await verify(join(folder, 'nothing-here'))).toMatchObject({ code: 2 });
    expect(await verify(plain, '--key', plain)).toMatchObject({ code: 2 });
    expect(await verify(await writeExport('d.jsonl'), '--lang', 'fr')).toMatchObject({ code: 2 });
    const other = await verify(await writeExport('d.jsonl'), '--kid', 'A'.repeat(43));
    expect(other).toMatchObject({ code: 1, output: '' });
    expect(other.told).toContain('Do not rely on the file');
    expect((await verify(await writeExport('e.jsonl'), '--key', await writeOtherKey())).code).toBe(1);
  });
});

async function writeOtherKey(): Promise<string> {
  return writeLines('other.jwk', [JSON.stringify(new JournalMaker().key.publicKey)]);
}
