import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleBook } from '../../../test/rules/example-policies.ts';
import { addDays, deadlineAfter } from './working-days.ts';

const isOfficeDay = (day: string) => exampleBook.isOfficeDay(day);
const anyDay = fc.integer({ min: 0, max: 364 }).map((index) => addDays('2026-01-01', index));

describe('a deadline', () => {
  it('is the office day on which so many have passed since the day after', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 40 }), (day, count) => {
        const last = deadlineAfter(day, { count, unit: 'working_days' }, isOfficeDay);
        let passed = 0;
        for (let at = addDays(day, 1); at <= last; at = addDays(at, 1)) passed += isOfficeDay(at) ? 1 : 0;
        expect([isOfficeDay(last), passed]).toEqual([true, count]);
      }),
    );
  });

  it('in calendar days runs over weekends, months and years', () => {
    expect(deadlineAfter('2026-12-20', { count: 14, unit: 'calendar_days' }, isOfficeDay)).toBe('2027-01-03');
    expect(deadlineAfter('2026-07-06', { count: 0, unit: 'working_days' }, isOfficeDay)).toBe('2026-07-06');
  });

  it('refuses a calendar without any office day instead of searching for ever', () => {
    expect(() => deadlineAfter('2026-07-06', { count: 1, unit: 'working_days' }, () => false)).toThrow('no office day');
  });
});
