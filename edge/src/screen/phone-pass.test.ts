import { describe, expect, it } from 'vitest';
import { PhonePass } from './phone-pass.ts';

const MINUTE = 60_000;

describe('the code for a phone', () => {
  it('opens one session, once, for a quarter of an hour', () => {
    const pass = new PhonePass();
    pass.issue(0);
    const code = pass.code(0) as string;
    expect(code).toMatch(/^\d{6}$/);
    const secret = pass.redeem(code, MINUTE) as string;
    expect(pass.holds(secret, 15 * MINUTE)).toBe(true);
    expect(pass.holds(secret, 16 * MINUTE)).toBe(false);
    expect(pass.redeem(code, MINUTE)).toBeNull();
    expect(pass.holds('', 0)).toBe(false);
  });

  it('is void after five minutes, and after five wrong ones', () => {
    const pass = new PhonePass();
    pass.issue(0);
    expect(pass.redeem(pass.code(0) as string, 5 * MINUTE)).toBeNull();
    pass.issue(0);
    const code = pass.code(0) as string;
    const wrong = code === '000000' ? '000001' : '000000';
    for (let i = 0; i < 5; i++) expect(pass.redeem(wrong, 0)).toBeNull();
    expect(pass.redeem(code, 0)).toBeNull();
    expect(pass.code(0)).toBeNull();
  });
});
