import { readClaimCode, writeClaimCode } from '@hadir/shared/wire/claim-code';
import { describe, expect, it } from 'vitest';
import { addWifi, isWifi } from './add-wifi.ts';

const claim = { v: 1 as const, h: 'https://hub.example:8443', f: 'A'.repeat(43), c: '7Q2MX4RA91KD0TZN8' };
const code = writeClaimCode(claim);

describe('addWifi', () => {
  it('adds name and password, and leaves everything else as the hub wrote it', () => {
    expect(readClaimCode(addWifi(code, { name: 'Kantor', password: 'rahasia' }))).toEqual({
      ...claim,
      w: ['Kantor', 'rahasia'],
    });
  });

  it('leaves the code alone without a name, and where the code is of a kind that it does not know', () => {
    expect(addWifi(code, { name: ' ', password: 'rahasia' })).toBe(code);
    expect(addWifi('HADIR1:{"v":2}', { name: 'Kantor', password: '' })).toBe('HADIR1:{"v":2}');
  });
});

describe('isWifi', () => {
  it('counts bytes, not letters', () => {
    expect(isWifi({ name: 'a'.repeat(32), password: 'b'.repeat(63) })).toBe(true);
    expect(isWifi({ name: 'é'.repeat(17), password: '' })).toBe(false);
  });
});
