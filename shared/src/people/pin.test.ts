import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashPin, isWeakPin, verifyPin } from './pin.ts';

describe('a PIN', () => {
  it.each([
    '000000',
    '123456',
    '987654',
    '135791',
    '121212',
    '123123',
    '112211',
    '332233',
    '170845',
    '850817',
    '081785',
  ])('is weak where many would choose it: %s', (pin) => expect(isWeakPin(pin)).toBe(true));

  it.each(['739164', '408275', '962847'])('is not where few would: %s', (pin) => expect(isWeakPin(pin)).toBe(false));

  it('leaves more than a third of a million to choose from', () => {
    let strong = 0;
    for (let pin = 0; pin < 1_000_000; pin++) if (!isWeakPin(String(pin).padStart(6, '0'))) strong++;
    expect(strong).toBeGreaterThan(350_000);
  });

  it('is verified by its hash, and no other is', async () => {
    const phc = await hashPin('739164');
    expect(phc).toMatch(/^\$scrypt\$ln=15,r=8,p=1\$/);
    expect(phc).not.toContain('739164');
    expect(await verifyPin(phc, '739164')).toBe(true);
    expect(await verifyPin(phc, '739165')).toBe(false);
    expect(await hashPin('739164')).not.toBe(phc);
  });

  it('is refused by a hash that nobody can read or bear, without an error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (phc) => !(await verifyPin(phc, '739164'))),
      { numRuns: 100 },
    );
    const phc = await hashPin('739164');
    expect(await verifyPin(phc.replace('ln=15', 'ln=30'), '739164')).toBe(false);
  });
});
