import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import type { RunProgram } from '../run-program.ts';
import { readDeviceKey } from './device-key.ts';
import { destroyKeys, openUnitKeys, renewRosterKey } from './unit-keys.ts';

const NAMES = ['journal.pem', 'roster.key', 'tls.pem'];

describe('the keys of a unit at rest', () => {
  let data: string;
  const device = randomBytes(32);
  const file = (name: string) => readFileSync(join(data, 'keys', name), 'utf8');

  beforeEach(() => {
    data = temporaryFolder();
  });

  it('can be read by their owner only, with and without a key of the board', () => {
    openUnitKeys(data);
    for (const name of NAMES) expect(statSync(join(data, 'keys', name)).mode & 0o777).toBe(0o600);
    openUnitKeys(data, device);
    for (const name of NAMES) expect(statSync(join(data, 'keys', name)).mode & 0o777).toBe(0o600);
  });

  it('are sealed at the first start on a board with a key, and stay the same keys', () => {
    const plain = openUnitKeys(data);
    expect(plain.folder.sealed).toBe(false);
    expect(file('journal.pem')).toContain('PRIVATE KEY');
    const sealed = openUnitKeys(data, device);
    expect(sealed.folder.sealed).toBe(true);
    expect(readdirSync(join(data, 'keys')).sort()).toEqual(NAMES);
    for (const name of NAMES) expect(file(name)).toMatch(/^hadir-sealed-1 [\w-]+$/);
    const again = openUnitKeys(data, device);
    for (const keys of [sealed, again]) {
      expect(keys.journal.kid).toBe(plain.journal.kid);
      expect(keys.tls).toBe(plain.tls);
      expect(keys.roster).toEqual(plain.roster);
    }
  });

  it('are of no use on another board, or under another name', () => {
    openUnitKeys(data, device);
    const kept = NAMES.map(file);
    expect(() => openUnitKeys(data)).toThrow(/another board/);
    expect(() => openUnitKeys(data, randomBytes(32))).toThrow(/another board/);
    expect(NAMES.map(file)).toEqual(kept);
    writeFileSync(join(data, 'keys', 'roster.key'), file('tls.pem'));
    expect(() => openUnitKeys(data, device)).toThrow(/roster\.key/);
  });

  it('are not replaced silently when they are damaged', () => {
    mkdirSync(join(data, 'keys'), { recursive: true });
    writeFileSync(join(data, 'keys', 'journal.pem'), 'half a key');
    expect(() => openUnitKeys(data)).toThrow(/keys\/journal\.pem is damaged/);
    expect(file('journal.pem')).toBe('half a key');
  });

  it('are another roster key after the old one was destroyed, and all others after all were', () => {
    const before = openUnitKeys(data, device);
    const next = renewRosterKey(before.folder);
    const after = openUnitKeys(data, device);
    expect(next).not.toEqual(before.roster);
    expect(after.roster).toEqual(next);
    expect(after.journal.kid).toBe(before.journal.kid);
    destroyKeys(data);
    destroyKeys(data);
    expect(readdirSync(join(data, 'keys'))).toEqual([]);
    expect(openUnitKeys(data).journal.kid).not.toBe(before.journal.kid);
  });
});

describe('a secret whose destruction was interrupted', () => {
  it('keeps no unit from starting, and is gone afterwards', () => {
    const data = temporaryFolder();
    const before = openUnitKeys(data).roster;
    const keys = join(data, 'keys');
    renameSync(join(keys, 'roster.key'), join(keys, 'roster.key.going'));
    writeFileSync(join(keys, 'roster.key.going'), 'half overwritten');
    expect(openUnitKeys(data).roster.equals(before)).toBe(false);
    expect(readdirSync(keys).filter((name) => name.endsWith('.going'))).toEqual([]);
  });
});

describe('the key of the board', () => {
  const words = (key: string) =>
    `0x00000040 0x80000000 0x00030081 0x00000028 0x80000028 0x00000000 0x00000008 ${key} 0x00000000\n`;
  const answer =
    (output: string, code = 0): RunProgram =>
    async () => ({ kind: 'ended', code, output, errors: '' });
  const WRITTEN = '0x01234567 0x89abcdef 0x00000001 0x00000002 0x00000003 0x00000004 0x00000005 0xfffffff6';

  it('is asked of the firmware', async () => {
    const calls: string[] = [];
    const run: RunProgram = async (program, args) => {
      calls.push([program, ...args].join(' '));
      return { kind: 'ended', code: 0, output: words(WRITTEN), errors: '' };
    };
    expect((await readDeviceKey(run))?.toString('hex')).toBe(WRITTEN.replaceAll(/0x| /g, ''));
    expect(calls).toEqual(['vcmailbox 0x00030081 40 40 0 8 0 0 0 0 0 0 0 0']);
  });

  it.each([
    ['another machine', async () => ({ kind: 'missing' }) as const],
    ['a firmware or a user that may not', answer('', 1)],
    ['a board in which nobody has written one', answer(words(Array(8).fill('0x00000000').join(' ')))],
    ['an answer that is none', answer('0x00000040 what?')],
  ] satisfies [string, RunProgram][])('is none on %s', async (_, run) => {
    expect(await readDeviceKey(run)).toBeNull();
  });
});
