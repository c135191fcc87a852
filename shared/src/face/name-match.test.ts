import { describe, expect, it } from 'vitest';
import type { EmployeeId } from '../ids.ts';
import { nameMatch } from './name-match.ts';

const best = { employee: 'ayu' as EmployeeId, score: 0.6 };

describe('nameMatch', () => {
  it('names the best employee at or above the threshold', () => {
    expect(nameMatch({ best, second: null }, 0.6, 0.05)).toBe('ayu');
    expect(nameMatch({ best, second: null }, 0.61, 0.05)).toBeNull();
    expect(nameMatch({ best: null, second: null }, 0, 0.05)).toBeNull();
  });

  it('names nobody where the second best is too close', () => {
    const second = { employee: 'budi' as EmployeeId, score: 0.57 };
    expect(nameMatch({ best, second }, 0.5, 0.05)).toBeNull();
    expect(nameMatch({ best, second }, 0.5, 0.02)).toBe('ayu');
  });
});
