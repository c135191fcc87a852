import type { TppDocument } from '@hadir/shared/api/policies/tpp-policy';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleEdition } from '../../../test/rules/example-policies.ts';
import { makeMonth, makeVerdicts, officeDays } from '../../../test/rules/make-month.ts';
import { makeEvent } from '../../../test/rules/make-verdict.ts';
import type { Excuse } from '../day/day-facts.ts';
import type { DayEvent, DayVerdict } from '../day/day-verdict.ts';
import { calculateTpp } from './calculate-tpp.ts';
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
    baseOfMonth: fc.constantFrom('first_day' as const, 'last_day' as const, 'by_calendar_days' as const),
    share: fc.constantFrom('0', '33.3333', '80', '100'),
    leaveRates: fc.constantFrom({}, { cuti_besar: { percent: '0.3333', clause: 'Contoh' } }),
  })
  .map(({ split, heavy, share, ...rest }) => ({
    ...example,
    ...rest,
    shareOfBase: { PNS: '100', PPPK: share },
    performanceShare: String(100 - split),
    attendanceShare: String(split),
    rates: { ...example.rates, TK: { percent: heavy, clause: 'Contoh' } },
  }));
const absence = fc.constantFrom(null, null, null, 'cuti_besar', 'cuti_luar_tanggungan');
const month: fc.Arbitrary<MonthFacts> = fc
  .record({
    days: eventsByDay,
    leave: fc.array(absence, { maxLength: officeDays.length }),
    begins: fc.option(fc.integer({ min: 2, max: 31 })),
    trialUntil: fc.option(fc.integer({ min: 1, max: 31 }), { freq: 4 }),
    moved: fc.option(
      fc.record({ on: fc.integer({ min: 2, max: 31 }), rupiah: fc.integer({ min: 0, max: 50_000_000 }) }),
    ),
    employeeKind: fc.constantFrom('PNS' as const, 'PPPK' as const),
    rupiah: fc.oneof(fc.integer({ min: 0, max: 100_000_000 }), fc.constantFrom(1, 2, 3, 99)),
    rating: fc.constantFrom('baik', 'cukup', 'kurang', 'sangat_kurang'),
    apel: fc.integer({ min: 0, max: 3 }),
    manipulated: fc.boolean(),
    factors: fc.array(fc.constantFrom('75', '0', '12.5'), { maxLength: 2 }),
  })
  .map(({ days, leave, begins, trialUntil, moved, employeeKind, rupiah, rating, apel, manipulated, factors }) =>
    makeMonth(withEvents(days, leave, trialUntil ?? 0), {
      employeeKind,
      inService: { from: begins === null ? null : dayOf(begins), to: null },
      bases: [
        { from: '2020-01-01', rupiah },
        ...(moved === null ? [] : [{ from: dayOf(moved.on), rupiah: moved.rupiah }]),
      ],
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

function dayOf(number: number): string {
  return `2026-07-${String(number).padStart(2, '0')}`;
}

function withEvents(
  days: readonly (readonly DayEvent[])[],
  leave: readonly (string | null)[],
  trialUntil: number,
): DayVerdict[] {
  return makeVerdicts([]).map((verdict): DayVerdict => {
    const index = officeDays.indexOf(verdict.day);
    const phase = verdict.day <= dayOf(trialUntil) ? 'trial' : 'live';
    const kind = leave[index] ?? null;
    if (kind === null) return { ...verdict, phase, events: days[index] ?? [] };
    return { ...verdict, phase, status: 'leave', excuse: { id: verdict.day, kind, part: 'day' } };
  });
}

/** The formula as the regulation writes it, in floating point: what is paid may differ by the rounding alone. */
function byTheBook({ verdicts, missedApel, manipulation, sanctions, rating }: MonthFacts, rules: TppDocument): number {
  const live = verdicts.filter(({ phase }) => phase === 'live');
  const excused = (day: string) => verdicts.find((each) => each.day === day)?.excuse ?? null;
  const isLive = (day: string) => live.some((each) => each.day === day);
  const halves = live.flatMap(({ events }) =>
    events.map(({ code, halves: count }) => halfRate(rules.rates[code], count)),
  );
  const leave = live.map(({ excuse }) => halfRate(excuse === null ? undefined : rules.leaveRates[excuse.kind], 2));
  const apel = missedApel
    .filter(({ day }) => isLive(day) && excused(day) === null)
    .map(() => halfRate(rules.rates.apel, 2));
  const cut = Math.min(
    100,
    [...halves, ...leave, ...apel].reduce((a, b) => a + b, 0),
  );
  const working = verdicts.filter(({ status }) => status !== 'day_off').length;
  const unpaid = live.filter(({ excuse }) => excuse?.kind === 'cuti_luar_tanggungan').length;
  const share = Number(rules.attendanceShare);
  const lost = rules.ratesApplyTo === 'whole_base' ? Math.min(share, cut) : (share * cut) / 100;
  const attendance = manipulation.length > 0 && live.length > 0 ? 0 : share - lost;
  const rated = (Number(rules.performanceShare) * Number(rules.ratings[rating?.code ?? 'none'])) / 100;
  const performance = rules.absenceCutsPerformance ? (rated * (100 - cut)) / 100 : rated;
  const factor = Math.min(100, ...sanctions.map(({ tppFactor }) => Number(tppFactor))) / 100;
  return ((attendance + performance) / 100) * factor * (working === 0 ? 1 : 1 - unpaid / working);
}

/** Per cent; half of the last decimal place falls to the employee. */
function halfRate(rate: { readonly percent: string } | undefined, halves: 1 | 2): number {
  return rate === undefined ? 0 : Math.floor((Math.round(Number(rate.percent) * 10_000) * halves) / 2) / 10_000;
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

  it('pays what the formula says, but for less than a rupiah', () => {
    fc.assert(
      fc.property(month, policy, (facts, rules) => {
        const { total, base } = calculateTpp(facts, rules);
        expect(Math.abs(total - base * byTheBook(facts, rules))).toBeLessThan(1.001);
      }),
      { numRuns: 300 },
    );
  });

  it('explains every rupiah that is missing from the base', () => {
    fc.assert(
      fc.property(month, policy, (facts, rules) => {
        const { total, base, lines } = calculateTpp(facts, rules);
        expect(lines.reduce((sum, { rupiah }) => sum + rupiah, total)).toBe(base);
        expect(lines.every(({ rupiah }) => rupiah >= 0)).toBe(true);
        for (const { kind, clauses } of lines)
          if (kind === 'event' || kind === 'leave') expect(clauses).toHaveLength(2);
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
        const unpaid = facts.verdicts.map((verdict): DayVerdict => {
          if (verdict.day !== officeDays[on] || verdict.excuse !== null) return verdict;
          return { ...verdict, status: 'leave', excuse: { id: 'c', kind: 'cuti_luar_tanggungan', part: 'day' } };
        });
        expect(calculateTpp({ ...facts, verdicts: unpaid, missedApel: [] }, rules).total).toBeLessThanOrEqual(
          calculateTpp({ ...facts, missedApel: [] }, rules).total,
        );
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

  it('takes of a leave what was taken of the day', () => {
    const [first, ...others] = makeVerdicts([]);
    if (!first) throw new Error('The month has no day.');
    const rules = { ...example, leaveRates: { cuti_besar: { percent: '1.5', clause: 'Contoh' } } };
    const percentOf = (status: DayVerdict['status'], part: Excuse['part']) => {
      const verdict = { ...first, status, excuse: { id: 'c', kind: 'cuti_besar', part } };
      return calculateTpp(makeMonth([verdict, ...others]), rules).attendancePercent;
    };
    expect(percentOf('leave', 'day')).toBe('1.5');
    expect(percentOf('leave', { from: '07:30', to: '16:00' })).toBe('1.5');
    // The other half of that day was of another kind.
    expect(percentOf('leave', 'morning')).toBe('0.75');
    expect(percentOf('present', 'afternoon')).toBe('0.75');
  });

  it('takes no code for something that every object has', () => {
    const [first, ...others] = makeVerdicts([]);
    if (!first) throw new Error('The month has no day.');
    const excuse = { id: 'i', kind: 'constructor', part: 'day' as const };
    const odd = { ...first, status: 'leave' as const, excuse, events: [makeEvent('toString')] };
    expect(calculateTpp(makeMonth([odd, ...others]), example).open).toEqual([{ day: first.day, why: 'no_rate' }]);
    const rating = { code: 'valueOf', approvals: [] };
    expect(() => calculateTpp(makeMonth(makeVerdicts([]), { rating }), example)).toThrow('valueOf');
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
