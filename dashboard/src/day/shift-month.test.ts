import { describe, expect, it } from 'vitest';
import { shiftMonth } from './shift-month.ts';

describe('turning the month', () => {
  it('passes from one year into another, both ways', () => {
    expect(shiftMonth('2026-12', 1)).toBe('2027-01');
    expect(shiftMonth('2026-01', -1)).toBe('2025-12');
    expect(shiftMonth('2026-07', 0)).toBe('2026-07');
  });
});
