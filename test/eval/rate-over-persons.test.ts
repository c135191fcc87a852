import { describe, expect, it } from 'vitest';
import { type PersonOutcome, rateOverPersons, wilsonInterval } from './rate-over-persons.ts';

function outcomes(persons: number, each: number, fails: (person: number, i: number) => boolean): PersonOutcome[] {
  return Array.from({ length: persons * each }, (_, i) => {
    const person = Math.floor(i / each);
    return { person: String(person), failed: fails(person, i % each) };
  });
}

describe('wilsonInterval', () => {
  it('gives the textbook’s values', () => {
    const [low, high] = wilsonInterval(0.1, 100);
    expect(low).toBeCloseTo(0.0552, 4);
    expect(high).toBeCloseTo(0.1744, 4);
  });

  it('does not take no failure for certainty', () => {
    const [low, high] = wilsonInterval(0, 30);
    expect(low).toBe(0);
    expect(high).toBeCloseTo(0.1135, 4);
  });
});

describe('rateOverPersons', () => {
  it('is Wilson’s interval where everybody comes once', () => {
    const { rate, interval } = rateOverPersons(outcomes(100, 1, (person) => person < 10));
    expect(rate).toBe(0.1);
    expect(interval[1]).toBeCloseTo(wilsonInterval(0.1, 99)[1], 3);
  });

  it('is as wide as the number of people asks for, where all outcomes of a person are the same', () => {
    const { rate, interval, n } = rateOverPersons(outcomes(20, 50, (person) => person < 2));
    expect([rate, n]).toEqual([0.1, 1000]);
    expect(interval[1]).toBeCloseTo(wilsonInterval(0.1, 19)[1], 3);
  });

  it('counts people and not outcomes where nobody failed', () => {
    expect(rateOverPersons(outcomes(8, 10, () => false)).interval).toEqual(wilsonInterval(0, 8));
  });

  it('has no rate where nothing was tried', () => {
    expect(rateOverPersons([]).rate).toBeNaN();
  });
});
