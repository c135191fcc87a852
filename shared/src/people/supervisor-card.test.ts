import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardFromQr, cardFromTyped, cardToQr, cardToTyped, hashCardSecret, makeCardSecret } from './supervisor-card.ts';

const secrets = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map((bytes) => Buffer.from(bytes).toString('base64url'));

describe("a supervisor's card", () => {
  it('says the same secret as a QR code and as symbols to type', () => {
    fc.assert(
      fc.property(secrets, (secret) => {
        expect(cardFromQr(cardToQr(secret))).toBe(secret);
        expect(cardFromTyped(cardToTyped(secret))).toBe(secret);
        expect(cardFromTyped(cardToTyped(secret).toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o'))).toBe(secret);
      }),
    );
  });

  it('is none of the other codes that somebody may hold before a camera', () => {
    fc.assert(fc.property(fc.string(), (text) => cardFromQr(text) === null));
    expect(cardFromQr('https://contoh.go.id')).toBeNull();
    expect(cardFromTyped('7ZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-U')).toBeNull();
    expect(cardFromTyped('ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-Z')).toBeNull();
  });

  it('differs from every other, and so do their hashes', () => {
    const made = new Set(Array.from({ length: 100 }, makeCardSecret));
    expect(made.size).toBe(100);
    expect(new Set([...made].map(hashCardSecret)).size).toBe(100);
  });
});
