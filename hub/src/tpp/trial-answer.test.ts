import { describe, expect, it } from 'vitest';
import { TrialSum } from './trial-answer.ts';

const compared = (number: number, before: number, after: number, opd = 'a') => ({
  opd,
  opdName: opd.toUpperCase(),
  employee: String(number),
  name: `Pegawai ${number}`,
  nip: String(number).padStart(18, '0'),
  month: '2026-07',
  before,
  after,
});

describe('the sum of a trial', () => {
  it('counts everybody once, in one bar, and in his office', () => {
    const sum = new TrialSum();
    for (const [index, difference] of [0, 0, 5_000, -5_000, -2_000_000, 3_000_000].entries())
      sum.add(compared(index, 5_000_000, 5_000_000 + difference, index % 2 === 0 ? 'a' : 'b'));
    const { people, changed, histogram, opds, before, after } = sum.answer();
    expect([people, changed, after - before]).toEqual([6, 4, 1_000_000]);
    expect(histogram.reduce((all, { count }) => all + count, 0)).toBe(6);
    expect(histogram.find(({ from }) => from === 0)?.count).toBe(2);
    expect(opds.map(({ opd, people: n, difference }) => [opd, n, difference])).toEqual([
      ['b', 3, 2_995_000],
      ['a', 3, -1_995_000],
    ]);
  });

  it('keeps the thousand largest changes, whatever their order', () => {
    const sum = new TrialSum();
    for (let number = 0; number < 9_000; number += 1) sum.add(compared(number, 0, (number * 7_919) % 9_001));
    const { changes, changed } = sum.answer();
    expect(changed).toBe(8_999);
    expect(changes).toHaveLength(1_000);
    expect(changes[0]?.difference).toBe(9_000);
    expect(changes.at(-1)?.difference).toBe(8_001);
  });
});
