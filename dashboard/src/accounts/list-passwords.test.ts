import { describe, expect, it } from 'vitest';
import { listPasswords } from './list-passwords.ts';

const HEAD = ['Nama', 'Nama pengguna', 'Unit kerja', 'Kata sandi'];

describe('the list of one-time passwords', () => {
  it('writes a NIP in groups, so that no spreadsheet rounds it', () => {
    const made = [{ name: 'Sari', username: '199001012020012001', workUnit: 'Bidang A', password: 'aB-c' }];
    expect(listPasswords(HEAD, made)).toBe(
      '\uFEFFNama;Nama pengguna;Unit kerja;Kata sandi\r\nSari;19900101 202001 2 001;Bidang A;aB-c\r\n',
    );
  });

  it('lets no name become a formula, another column or another line', () => {
    const made = [{ name: '=HYPERLINK("x")', username: 'a;b', workUnit: '"Seksi"\nB', password: 'p' }];
    expect(listPasswords([], made)).toContain(`"'=HYPERLINK(""x"")";"a;b";"""Seksi""\nB";p\r\n`);
  });
});
