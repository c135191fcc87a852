import { describe, expect, it } from 'vitest';
import type { OpenReason } from '../rules/tpp/tpp-result.ts';
import { TrialSum } from './trial-answer.ts';

const person = (number: number, opd = 'a') => ({
  opd,
  opdName: opd.toUpperCase(),
  employee: String(number),
  name: `Pegawai ${number}`,
  nip: String(number).padStart(18, '0'),
  month: '2026-07',
});
const figure = (total: number, ...open: OpenReason[]) => ({ total, open: open.map((why) => ({ day: null, why })) });

describe('the sum of a trial', () => {
  it('counts everybody once, in one bar, and in his office', () => {
    const sum = new TrialSum();
    for (const [index, difference] of [0, 0, 5_000, -5_000, -2_000_000, 3_000_000].entries())
      sum.add(person(index, index % 2 === 0 ? 'a' : 'b'), figure(5_000_000), figure(5_000_000 + difference));
    const { people, changed, histogram, opds, before, after } = sum.answer();
    expect([people, changed, after - before]).toEqual([6, 4, 1_000_000]);
    expect(histogram.reduce((all, { count }) => all + count, 0)).toBe(6);
    expect(histogram.find(({ from }) => from === 0)?.count).toBe(2);
    expect(opds.map(({ opd, people: n, difference }) => [opd, n, difference])).toEqual([
      ['b', 3, 2_995_000],
      ['a', 3, -1_995_000],
    ]);
  });

  it('counts those for whom a draft gives no figure, and says why', () => {
    const sum = new TrialSum();
    sum.add(person(1), figure(5_000_000), figure(0, 'no_rating'));
    sum.add(person(2), figure(0, 'no_base'), figure(0, 'no_base', 'no_rating'));
    sum.add(person(3), figure(5_000_000, 'incomplete'), figure(5_000_000, 'incomplete'));
    const why = [
      { why: 'no_rating', count: 1 },
      { why: 'no_base', count: 1 },
    ];
    expect(sum.answer().withoutFigure).toEqual({ before: 1, after: 2, why });
  });

  it('keeps the thousand largest changes, whatever their order', () => {
    const sum = new TrialSum();
    for (let number = 0; number < 9_000; number += 1)
      sum.add(person(number), figure(0), figure((number * 7_919) % 9_001));
    const { changes, changed } = sum.answer();
    expect(changed).toBe(8_999);
    expect(changes).toHaveLength(1_000);
    expect(changes[0]?.difference).toBe(9_000);
    expect(changes.at(-1)?.difference).toBe(8_001);
  });
});
