import type { TppDocument } from '@hadir/shared/api/policies/tpp-policy';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleEdition } from '../../../test/rules/example-policies.ts';
import { makeMonth, makeVerdicts, officeDays } from '../../../test/rules/make-month.ts';
import { makeEvent } from '../../../test/rules/make-verdict.ts';
import type { DayEvent } from '../day/day-verdict.ts';
import { calculateTpp } from './calculate-tpp.ts';
import { compareTpp } from './compare-tpp.ts';
import type { MonthFacts } from './month-facts.ts';

const example = exampleEdition('tpp').document;
const codes = Object.keys(example.rates).filter((code) => code !== 'apel');

const event: fc.Arbitrary<DayEvent> = fc
  .record({ code: fc.constantFrom(...codes), halves: fc.constantFrom<DayEvent['halves'][]>(1, 2) })
  .map(({ code, halves }) => makeEvent(code, { halves }));
const eventsByDay = fc.array(fc.array(event, { maxLength: 3 }), { maxLength: officeDays.length });
const policy: fc.Arbitrary<TppDocument> = fc
  .record({
    split: fc.integer({ min: 0, max: 100 }),
    ratesApplyTo: fc.constantFrom('attendance_share' as const, 'whole_base' as const),
    absenceCutsPerformance: fc.boolean(),
    rounding: fc.constantFrom('down' as const, 'half_up' as const),
    heavy: fc.constantFrom('3', '33.3333', '100'),
  })
  .map(({ split, heavy, ...rest }) => ({
    ...example,
    ...rest,
    performanceShare: String(100 - split),
    attendanceShare: String(split),
    rates: { ...example.rates, TK: { percent: heavy, clause: 'Contoh' } },
  }));
const month: fc.Arbitrary<MonthFacts> = fc
  .record({
    days: eventsByDay,
    rupiah: fc.integer({ min: 0, max: 100_000_000 }),
    rating: fc.constantFrom('baik', 'cukup', 'kurang', 'sangat_kurang'),
    apel: fc.integer({ min: 0, max: 3 }),
    manipulated: fc.boolean(),
    factors: fc.array(fc.constantFrom('75', '0', '12.5'), { maxLength: 2 }),
  })
  .map(({ days, rupiah, rating, apel, manipulated, factors }) =>
    makeMonth(withEvents(days), {
      bases: [{ from: '2020-01-01', rupiah }],
      rating: { code: rating, approvals: ['atasan'] },
      missedApel: officeDays.slice(0, apel).map((day) => ({ day, id: `apel ${day}`, approvals: ['operator'] })),
      manipulation: manipulated ? [{ id: 'LHP', approvals: ['inspektorat'] }] : [],
      sanctions: factors.map((tppFactor, index) => ({
        id: `SK ${index}`,
        tppFactor,
        clause: 'Contoh',
        approvals: ['PPK'],
      })),
    }),
  );

function withEvents(days: readonly (readonly DayEvent[])[]) {
  return makeVerdicts([]).map((verdict) => ({ ...verdict, events: days[officeDays.indexOf(verdict.day)] ?? [] }));
}

describe('calculating TPP', () => {
  it('pays whole rupiah, never less than nothing and never more than the base', () => {
    fc.assert(
      fc.property(month, policy, (facts, rules) => {
        const { total, performance, attendance, base } = calculateTpp(facts, rules);
        for (const amount of [total, performance, attendance]) {
          expect(Number.isInteger(amount)).toBe(true);
          expect(amount).toBeGreaterThanOrEqual(0);
        }
        expect(total).toBeLessThanOrEqual(base);
        expect(performance + attendance).toBe(total);
      }),
    );
  });

  it('explains every rupiah that is missing from the base', () => {
    fc.assert(
      fc.property(month, policy, (facts, rules) => {
        const { total, base, lines } = calculateTpp(facts, rules);
        expect(lines.reduce((sum, { rupiah }) => sum + rupiah, total)).toBe(base);
        expect(lines.every(({ rupiah }) => rupiah >= 0)).toBe(true);
        expect(lines.filter(({ kind }) => kind === 'event').every(({ clauses }) => clauses.length === 2)).toBe(true);
      }),
    );
  });

  it('never pays more for one more deduction', () => {
    const more = fc.record({ on: fc.nat(officeDays.length - 1), event });
    fc.assert(
      fc.property(month, policy, more, (facts, rules, { on, event: added }) => {
        const verdicts = facts.verdicts.map((verdict) =>
          verdict.day === officeDays[on] ? { ...verdict, events: [...verdict.events, added] } : verdict,
        );
        const before = calculateTpp(facts, rules).total;
        expect(calculateTpp({ ...facts, verdicts }, rules).total).toBeLessThanOrEqual(before);
        const apel = [...facts.missedApel, { day: '2026-07-31', id: 'apel', approvals: [] }];
        expect(calculateTpp({ ...facts, missedApel: apel }, rules).total).toBeLessThanOrEqual(before);
        const manipulation = [{ id: 'LHP', approvals: [] }];
        expect(calculateTpp({ ...facts, manipulation }, rules).total).toBeLessThanOrEqual(before);
      }),
    );
  });

  it('comes out the same in any order of arrival of the facts, and every time', () => {
    fc.assert(
      fc.property(month, policy, (facts, rules) => {
        const again: MonthFacts = {
          ...facts,
          verdicts: [...facts.verdicts].reverse(),
          missedApel: [...facts.missedApel].reverse(),
          sanctions: [...facts.sanctions].reverse(),
        };
        const result = calculateTpp(facts, rules);
        expect(calculateTpp(again, rules)).toEqual(result);
        expect(calculateTpp(facts, rules)).toEqual(result);
      }),
    );
  });

  it('leaves a month open while a day has no verdict or an event has no rate', () => {
    const verdicts = makeVerdicts(['TL9×1']).filter(({ day }) => day !== '2026-07-31');
    const { open, total } = calculateTpp(makeMonth(verdicts), example);
    expect(open).toEqual([
      { day: '2026-07-01', why: 'no_rate' },
      { day: '2026-07-31', why: 'not_judged' },
    ]);
    expect(total).toBe(5_000_000);
    const left = makeMonth(verdicts.slice(1), { inService: { from: '2026-07-02', to: '2026-07-30' } });
    expect(calculateTpp(left, example).open).toEqual([]);
  });

  it('opens a deduction to clause, journal entries and approvals', () => {
    const [line] = calculateTpp(makeMonth(makeVerdicts(['TL1×1'])), example).lines;
    expect(line).toMatchObject({
      kind: 'event',
      day: '2026-07-01',
      code: 'TL1',
      percent: '0.5',
      rupiah: 10_000,
      clauses: [example.rates.TL1?.clause, 'Contoh'],
      evidence: ['unit/1/2026-07-01'],
    });
  });

  it('shows who would change by how much under a draft', () => {
    const months = ['a', 'b', 'c'].map((employee, index) => {
      const marks = index === 0 ? [] : [`TK×${index}`];
      return { ...makeMonth(makeVerdicts(marks)), employee };
    });
    const draft = { ...example, rates: { ...example.rates, TK: { percent: '5', clause: 'Rancangan' } } };
    const before = months.map((facts) => calculateTpp(facts, example));
    const after = months.map((facts) => calculateTpp(facts, draft));
    expect(compareTpp(before, after)).toEqual([
      { employee: 'c', month: '2026-07', before: 4_880_000, after: 4_800_000, difference: -80_000 },
      { employee: 'b', month: '2026-07', before: 4_940_000, after: 4_900_000, difference: -40_000 },
    ]);
  });

  it('refuses a rating that the policy does not know and a base that begins too late', () => {
    expect(() => calculateTpp(makeMonth([], { rating: { code: 'luar_biasa', approvals: [] } }), example)).toThrow(
      'luar_biasa',
    );
    const late = { bases: [{ from: '2026-07-02', rupiah: 3_100_000 }] };
    expect(() => calculateTpp(makeMonth([], late), example)).toThrow('is in force on 2026-07-01');
  });

  it('pays a part of the base for a month begun in its midst', () => {
    const begun = { bases: [{ from: '2026-07-16', rupiah: 3_100_000 }], inService: { from: '2026-07-16', to: null } };
    expect(calculateTpp(makeMonth(makeVerdicts([]), begun), example).total).toBe(1_600_000);
  });
});
