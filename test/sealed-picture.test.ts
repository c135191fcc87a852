import { generateKeyPairSync } from 'node:crypto';
import type { PictureKey } from '@hadir/shared/wire/picture';
import { openPicture, sealPicture } from '@hadir/shared/wire/seal-picture';
import { CompactEncrypt, compactDecrypt } from 'jose';
import { expect, test } from 'vitest';

const UNIT = 'unit-test0001';
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 0xff, 0xd9]);
const { publicKey, privateKey } = generateKeyPairSync('x25519');

test('a sealed picture is a JWE that any JOSE library opens', async () => {
  const sealed = sealPicture(JPEG, publicKey.export({ format: 'jwk' }) as PictureKey, UNIT);
  const { plaintext, protectedHeader } = await compactDecrypt(sealed, privateKey);
  expect(Buffer.from(plaintext)).toEqual(JPEG);
  expect(protectedHeader).toMatchObject({ alg: 'ECDH-ES', enc: 'A256GCM', cty: 'image/jpeg' });
});

test('what another JOSE library sealed opens', async () => {
  const sealed = await new CompactEncrypt(JPEG)
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' })
    .setKeyManagementParameters({ apu: Buffer.from(UNIT) })
    .encrypt(publicKey);
  expect(openPicture(sealed, privateKey, UNIT)).toEqual(JPEG);
});
