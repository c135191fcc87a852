import { expect, it } from 'vitest';
import { terbilang } from './terbilang.ts';

it.each([
  [0, 'nol'],
  [11, 'sebelas'],
  [15, 'lima belas'],
  [100, 'seratus'],
  [119, 'seratus sembilan belas'],
  [1_000, 'seribu'],
  [1_001_000, 'satu juta seribu'],
  [21_000, 'dua puluh satu ribu'],
  [4_905_500, 'empat juta sembilan ratus lima ribu lima ratus'],
  [1_250_000_075, 'satu miliar dua ratus lima puluh juta tujuh puluh lima'],
  [2_000_000_000_000, 'dua triliun'],
])('says %i as people write it below a sum', (number, words) => {
  expect(terbilang(number)).toBe(words);
});

it('refuses what is no sum', () => {
  for (const wrong of [-1, 0.5, Number.NaN, 2 ** 60]) expect(() => terbilang(wrong)).toThrow(RangeError);
});
