import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import type { PictureKey } from './picture.ts';
import { openPicture, sealPicture } from './seal-picture.ts';

const UNIT = 'unit-test0001';
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 0xff, 0xd9]);
const { publicKey, privateKey } = generateKeyPairSync('x25519');
const key = publicKey.export({ format: 'jwk' }) as PictureKey;

test('opens what was sealed for the key', () => {
  expect(openPicture(sealPicture(JPEG, key, UNIT), privateKey, UNIT)).toEqual(JPEG);
});

test('seals the same picture differently each time', () => {
  expect(sealPicture(JPEG, key, UNIT)).not.toBe(sealPicture(JPEG, key, UNIT));
});

test('opens nothing with another key, as another unit’s, altered, cut short or foreign', () => {
  const sealed = sealPicture(JPEG, key, UNIT);
  const other = generateKeyPairSync('x25519').privateKey;
  expect(openPicture(sealed, other, UNIT)).toBeNull();
  expect(openPicture(sealed, privateKey, 'unit-test0002')).toBeNull();
  const parts = sealed.split('.');
  for (const i of [0, 2, 3, 4]) {
    const part = parts[i] as string;
    const altered = parts.with(i, (part.startsWith('A') ? 'B' : 'A') + part.slice(1)).join('.');
    expect(openPicture(altered, privateKey, UNIT)).toBeNull();
    expect(openPicture(parts.with(i, part.slice(0, -4)).join('.'), privateKey, UNIT)).toBeNull();
  }
  for (const foreign of ['', 'a.b.c.d.e', '....', `${sealed}.x`, 'bm8.bm8']) {
    expect(openPicture(foreign, privateKey, UNIT)).toBeNull();
  }
});
