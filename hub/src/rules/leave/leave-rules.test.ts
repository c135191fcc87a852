import type { LeaveKind } from '@hadir/shared/api/policies/leave-policy';
import type { DayPart } from '@hadir/shared/api/requests';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths } from './add-months.ts';
import { type LeaveYear, leaveBalance } from './leave-balance.ts';
import { partsOverlap } from './parts-overlap.ts';

const ANNUAL: LeaveKind['quota'] = {
  days: 12,
  per: 'year',
  months: null,
  afterMonthsOfService: 12,
  withCarryOver: 18,
  withCarryOverTwoYears: 24,
};
const taken = (days: number): LeaveYear => ({ entered: null, takenHalves: days * 2, pendingHalves: 0 });

function left(years: Record<number, number>, year: number, servedFrom = '2010-03-01'): number {
  const known = new Map(Object.entries(years).map(([at, days]) => [Number(at), taken(days)]));
  const balance = leaveBalance({ quota: ANNUAL, servedFrom, recordsFrom: 2024, years: known }, year);
  return (balance?.left ?? Number.NaN) / 2;
}

describe('the balance of annual leave', () => {
  it('is twelve days, and carries over up to eighteen, or to twenty-four after two years without a day', () => {
    expect(left({}, 2024)).toBe(12);
    expect(left({ 2024: 12 }, 2025)).toBe(12);
    expect(left({ 2024: 9 }, 2025)).toBe(15);
    expect(left({ 2024: 2 }, 2025)).toBe(18);
    expect(left({}, 2025)).toBe(18);
    expect(left({}, 2026)).toBe(24);
    expect(left({}, 2030)).toBe(24);
    expect(left({ 2025: 1 }, 2026)).toBe(18);
  });

  it('uses what was carried over first, and never carries it over again', () => {
    // 2024: one day taken, six carried over. 2025: six taken, which are those; six of its own twelve are carried over.
    expect(left({ 2024: 1, 2025: 6 }, 2026)).toBe(18);
    expect(left({ 2024: 1, 2025: 14 }, 2026)).toBe(16);
  });

  it('begins after a year of service', () => {
    const facts = { quota: ANNUAL, servedFrom: '2025-08-17', recordsFrom: 2024, years: new Map() };
    expect(leaveBalance(facts, 2025)).toMatchObject({ granted: 0, left: 0 });
    expect(leaveBalance(facts, 2026)).toMatchObject({ granted: 24, carried: 0, entitledFrom: '2026-08-17' });
  });

  it('takes what BKD entered in the place of years that nobody recorded', () => {
    const entered = { entered: { carriedHalves: 8, takenHalves: 6 }, takenHalves: 2, pendingHalves: 4 };
    const facts = { quota: ANNUAL, servedFrom: '2010-03-01', recordsFrom: 2026, years: new Map([[2026, entered]]) };
    expect(leaveBalance(facts, 2026)).toMatchObject({ granted: 24, carried: 8, taken: 8, pending: 4, left: 20 });
    expect(leaveBalance({ ...facts, years: new Map() }, 2026)).toMatchObject({ carried: 0, left: 24 });
  });

  it('never passes the limits, never carries more than was left, and never grows by taking more', () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 24 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 3 }), (days, index) => {
        const years = new Map(days.map((each, at) => [2024 + at, taken(each)]));
        const facts = { quota: ANNUAL, servedFrom: '2010-03-01', recordsFrom: 2024, years };
        for (let year = 2024; year <= 2028; year += 1) {
          const now = leaveBalance(facts, year);
          const before = leaveBalance(facts, year - 1);
          if (now === null || before === null) throw new Error('The kind has a quota.');
          expect(now.granted + now.carried).toBeLessThanOrEqual(48);
          expect(now.carried).toBeGreaterThanOrEqual(0);
          if (year > 2024) expect(now.carried).toBeLessThanOrEqual(Math.max(0, before.left));
          if (before.taken > 0) expect(now.granted + now.carried).toBeLessThanOrEqual(36);
        }
        const more = new Map(years).set(2024 + index, taken((days[index] ?? 0) + 1));
        for (let year = 2024 + index; year <= 2028; year += 1)
          expect(leaveBalance({ ...facts, years: more }, year)?.left ?? 0).toBeLessThanOrEqual(
            leaveBalance(facts, year)?.left ?? 0,
          );
      }),
    );
  });

  it('promises nothing that is asked for already: waiting for a decision weighs like being taken', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 24 }), fc.integer({ min: 0, max: 24 }), (first, second) => {
        const waiting = (halves: number): LeaveYear => ({ entered: null, takenHalves: 0, pendingHalves: halves });
        const facts = { quota: ANNUAL, servedFrom: '2010-03-01', recordsFrom: 2024 };
        const asked = new Map([first, second].map((days, at) => [2024 + at, waiting(days * 2)]));
        const had = new Map([first, second].map((days, at) => [2024 + at, taken(days)]));
        for (let year = 2024; year <= 2027; year += 1)
          expect(leaveBalance({ ...facts, years: asked }, year)?.left).toBe(
            leaveBalance({ ...facts, years: had }, year)?.left,
          );
      }),
    );
  });

  it('is none for a kind without a quota of days a year', () => {
    const facts = { servedFrom: '2010-03-01', recordsFrom: 2024, years: new Map<number, LeaveYear>() };
    expect(leaveBalance({ ...facts, quota: { ...ANNUAL, days: null, months: 3, per: 'occasion' } }, 2026)).toBeNull();
  });
});

describe('addMonths', () => {
  it('ends on the last day of a shorter month', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2026-11-30', 3)).toBe('2027-02-28');
    expect(addMonths('2026-12-15', 12)).toBe('2027-12-15');
  });
});

describe('parts of one day', () => {
  it('overlap in the same way from both sides, and never as morning and afternoon', () => {
    const part = fc.constantFrom<DayPart>('day', 'morning', 'afternoon', { from: '09:00', to: '10:00' });
    fc.assert(
      fc.property(part, part, (a, b) => {
        expect(partsOverlap(a, b, 705)).toBe(partsOverlap(b, a, 705));
        if (a === 'day' || b === 'day') expect(partsOverlap(a, b, 705)).toBe(true);
      }),
    );
    expect(partsOverlap('morning', 'afternoon', 705)).toBe(false);
    expect(partsOverlap({ from: '09:00', to: '10:00' }, 'afternoon', 705)).toBe(false);
    expect(partsOverlap({ from: '11:00', to: '12:00' }, 'afternoon', 705)).toBe(true);
    expect(partsOverlap({ from: '08:00', to: '09:00' }, { from: '09:00', to: '10:00' }, 705)).toBe(false);
    expect(partsOverlap({ from: '22:00', to: '02:00' }, { from: '23:00', to: '23:30' }, 705)).toBe(true);
  });
});
