import { execFileSync } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { protectedHeader } from '@hadir/shared/journal/jws';
import { generateSigningKey, type SigningKey } from '@hadir/shared/journal/node-signature';
import { parseEntry } from '@hadir/shared/journal/parse-entry';
import { verifyRun } from '@hadir/shared/journal/verify-run';
import type Database from 'better-sqlite3';
import pino from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { TestClock } from '../../test/support/test-clock.ts';
import { openUnitKeys } from '../keys/unit-keys.ts';
import { Problems } from '../status/problems.ts';
import { chainHash } from './chain-hash.ts';
import { EntryWriter } from './entry-writer.ts';
import { Journal } from './journal.ts';
import { lockDataFolder } from './lock-data-folder.ts';
import { openDatabase } from './open-database.ts';

const UNIT = 'unit-test0001';
const DOOR = '00000000-0000-4000-8000-00000000d001';
const key = generateSigningKey();

function checkpoint(clock: TestClock) {
  return { type: 'checkpoint', through: clock.wall().toISOString() } as const;
}

/** Verifies a journal the way the hub does. */
function verifyJournal(journal: Journal, { kid, publicKey }: SigningKey) {
  const lines = journal.readAfter(0, 10_000).map(({ jws }) => jws);
  const keyObject = createPublicKey({ key: publicKey, format: 'jwk' });
  return verifyRun(
    lines,
    { unit: UNIT, header: protectedHeader('hadir-entry', kid), parse: parseEntry },
    {
      verify: (signed, signature) => verify(null, Buffer.from(signed), keyObject, Buffer.from(signature, 'base64url')),
      sha256: chainHash,
      decode: (text) => Buffer.from(text, 'base64url').toString(),
    },
  );
}

describe('the journal', () => {
  let folder: string;
  let clock: TestClock;
  let database: Database.Database;

  function open(signingKey = key): Journal {
    return Journal.open({
      folder,
      unit: UNIT,
      binding: 1,
      key: signingKey,
      clock,
      open: (path, schema) => {
        database = openDatabase(path, schema);
        return database;
      },
    });
  }

  function append(journal: Journal, entries: number): void {
    for (let i = 0; i < entries; i++) {
      clock.pass(60_000);
      expect(journal.append(checkpoint(clock)).kind).toBe('written');
    }
  }

  beforeEach(() => {
    folder = temporaryFolder();
    clock = new TestClock();
  });

  it('chains signed entries from the key on, as the hub verifies them', () => {
    const journal = open();
    expect(journal.append({ type: 'bound', door: DOOR })).toMatchObject({ kind: 'written', seq: 1 });
    append(journal, 20);
    const verdict = verifyJournal(journal, key);
    expect(verdict.ok && verdict.entries.map(({ entry }) => entry.seq)).toEqual(
      Array.from({ length: 21 }, (_, i) => i + 1),
    );
    expect(verdict.ok && verdict.entries[0]?.entry.prev).toBe(key.kid);
    journal.close();
  });

  it('goes on where it stopped after it was opened again', () => {
    const first = open();
    append(first, 3);
    const { head } = first;
    first.close();
    const second = open();
    expect(second.head).toEqual(head);
    expect(second.damage).toBeNull();
    append(second, 3);
    expect(verifyJournal(second, key)).toMatchObject({ ok: true });
    second.close();
  });

  it('is really synced with every commit', () => {
    const journal = open();
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(database.pragma('synchronous', { simple: true })).toBe(2);
    journal.close();
  });

  it('refuses an entry that its schema does not allow, and keeps its number', () => {
    const journal = open();
    expect(() => journal.append({ type: 'bound', door: 'front door' })).toThrow(/door/);
    append(journal, 1);
    expect(journal.head.seq).toBe(1);
    journal.close();
  });

  it('writes nothing of an entry that the disk has no room for, and heals when there is room', () => {
    const journal = open();
    append(journal, 5);
    const { head } = journal;
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.pragma(`max_page_count = ${String(database.pragma('page_count', { simple: true }))}`);
    const outcomes = Array.from({ length: 60 }, () => journal.append(checkpoint(clock)));
    const full = outcomes.find((outcome) => outcome.kind === 'not-written');
    expect(full).toMatchObject({ reason: 'disk-full' });
    const written = outcomes.filter((outcome) => outcome.kind === 'written').length;
    expect(journal.head.seq).toBe(head.seq + written);
    database.pragma('max_page_count = 100000');
    append(journal, 3);
    expect(journal.head.seq).toBe(head.seq + written + 3);
    expect(verifyJournal(journal, key)).toMatchObject({ ok: true });
    journal.close();
    expect(open().damage).toBeNull();
  });

  it('reports a full disk, and confirms what waited for room only when it is written, in order', () => {
    const journal = open();
    append(journal, 5);
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.pragma(`max_page_count = ${String(database.pragma('page_count', { simple: true }))}`);
    const problems = new Problems();
    const writer = new EntryWriter(journal, problems, pino({ level: 'silent' }));
    const confirmed: number[] = [];
    for (let i = 0; i < 60; i++) writer.write(checkpoint(clock), ({ seq }) => confirmed.push(seq));
    expect(writer.complete).toBe(false);
    expect(problems.list()).toEqual([expect.stringContaining('The disk is full')]);
    expect(confirmed).toHaveLength(journal.head.seq - 5);
    database.pragma('max_page_count = 100000');
    writer.retry();
    expect(confirmed).toEqual(Array.from({ length: 60 }, (_, i) => i + 6));
    expect(problems.list()).toEqual([]);
    expect(writer.complete).toBe(true);
    journal.close();
  });

  it.each([
    [
      'an entry that was altered',
      "UPDATE entries SET jws = replace(jws, 'A', 'B') WHERE seq = 4",
      /Entry 4 .* differs/,
    ],
    ['an entry that is missing', 'DELETE FROM entries WHERE seq = 4', /Entry 3 .*commits to another entry/],
    [
      'an entry under another number',
      'UPDATE entries SET seq = 99 WHERE seq = 6',
      /Entry 99 .* stored under another number/,
    ],
  ])('reports %s when it is opened, and drops nothing', (_, damage, words) => {
    const journal = open();
    append(journal, 6);
    database.exec(damage);
    const entries = journal.readAfter(0, 100).length;
    journal.close();
    const opened = open();
    expect(opened.damage).toMatch(words);
    expect(opened.readAfter(0, 100)).toHaveLength(entries);
    opened.close();
  });

  it('reports entries that another key signed', () => {
    const journal = open();
    append(journal, 2);
    journal.close();
    expect(open(generateSigningKey()).damage).toMatch(/header is not that of a journal entry under this unit's key/);
  });

  it('trims only what is older than the retention and covered by a receipt, and never its last entry', () => {
    const journal = open();
    append(journal, 10);
    const hash = journal.hashOf(6);
    journal.takeReceipt({ seq: 6, hash, at: clock.wall().toISOString(), jws: 'kept' });
    journal.flushReceipt();
    expect(journal.trim()).toBe(0);
    clock.pass(401 * 86_400_000);
    expect(journal.trim()).toBe(6);
    expect(journal.readAfter(0, 100).map(({ seq }) => seq)).toEqual([7, 8, 9, 10]);
    journal.takeReceipt({ seq: 10, hash: journal.head.hash, at: clock.wall().toISOString(), jws: 'kept' });
    journal.flushReceipt();
    expect(journal.trim()).toBe(3);
    journal.close();
    const opened = open();
    expect(opened.damage).toBeNull();
    append(opened, 1);
    expect(opened.head.seq).toBe(11);
    opened.close();
  });

  it('keeps the high-water mark across a restart', () => {
    const journal = open();
    append(journal, 4);
    const hash = journal.hashOf(3);
    journal.takeReceipt({ seq: 3, hash, at: clock.wall().toISOString(), jws: 'kept' });
    journal.close();
    const opened = open();
    expect(opened.received).toEqual({ seq: 3, hash });
    opened.close();
  });

  it('says what to do about a file that is no database', () => {
    const journal = open();
    journal.close();
    execFileSync('sh', ['-c', 'printf "not a database, not at all, no header" > "$0"', join(folder, 'journal.db')]);
    expect(() => open()).toThrow(
      expect.objectContaining({ code: 'unreadable', message: expect.stringContaining('Keep the file') }),
    );
  });
});

describe('the data folder', () => {
  it('has one process at a time, and is free again when that one lets go', () => {
    const folder = temporaryFolder();
    const lock = lockDataFolder(folder);
    expect(() => lockDataFolder(folder)).toThrow(expect.objectContaining({ code: 'folder-in-use' }));
    lock.release();
    lockDataFolder(folder).release();
  });

  it('holds its keys for their owner alone, and the same ones next time', () => {
    const folder = join(temporaryFolder(), 'unit');
    const keys = openUnitKeys(folder);
    for (const name of ['journal.pem', 'tls.pem', 'roster.key'])
      expect(statSync(join(folder, 'keys', name)).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'keys')).mode & 0o777).toBe(0o700);
    const again = openUnitKeys(folder);
    expect([again.journal.kid, again.tls, again.roster]).toEqual([keys.journal.kid, keys.tls, keys.roster]);
  });
});
