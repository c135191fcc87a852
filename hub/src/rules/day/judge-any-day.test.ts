import { ZONES, type Zone, zoneOffsetMs } from '@hadir/shared/time/local-day';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleBook, exampleEdition } from '../../../test/rules/example-policies.ts';
import { DAY_MINUTES, MINUTE_MS } from './clock-minutes.ts';
import type { Correction, DayFacts, DoorEvidence, Excuse, Sighting } from './day-facts.ts';
import type { DayPolicy } from './day-policy.ts';
import type { DayVerdict } from './day-verdict.ts';
import { findBand } from './find-band.ts';
import { judgeDay } from './judge-day.ts';
import { sightingWindow, workingMinutes } from './working-window.ts';

/** Schedules, rules and evidence that no office would have, but that a policy and a fleet of units may well produce. */
const DAY = '2026-12-31';
const MIDNIGHT = Date.parse(`${DAY}T00:00:00Z`);
const zones = Object.keys(ZONES) as Zone[];
const template = exampleBook.dayPolicy({ employee: 'a', opd: 'o', workUnit: null }, DAY);
const rates = exampleEdition('tpp').document.rates;

const minuteOfDay = fc.integer({ min: 0, max: 1439 });
const clock = (minute: number) =>
  `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const room = fc.constantFrom(0, 60, 180, 1440);
const most = fc.option(fc.integer({ min: 0, max: 120 }));
const policies: fc.Arbitrary<DayPolicy> = fc
  .record({
    start: minuteOfDay,
    length: fc.oneof(fc.integer({ min: 2, max: 1440 }), fc.constantFrom(420, 480, 510, 600, 1440)),
    earliestArrivalMinutes: room,
    latestDepartureMinutes: room,
    toleranceMinutes: fc.constantFrom(0, 0, 15, 240),
    lateFrom: fc.constantFrom('start' as const, 'end_of_tolerance' as const),
    flexibleMinutes: fc.constantFrom(0, 0, 30, 240),
    compensation: fc.oneof(
      fc.constant({ kind: 'none' as const }),
      fc.record({ kind: fc.constantFrom('exact' as const, 'block30' as const), maxLateMinutes: most }),
    ),
    rules: fc.record({
      onePassageMinutes: fc.constantFrom(0, 5, 120),
      singleSighting: fc.constantFrom('arrival' as const, 'nearest' as const),
      partDayAbsence: fc.constantFrom('whole' as const, 'half' as const),
    }),
  })
  .map(({ start, length, rules, ...schedule }) => ({
    ...template,
    utcMidnightMs: MIDNIGHT,
    schedule: { ...template.schedule, ...schedule },
    rules: { ...template.rules, ...rules },
    work: {
      kind: 'working',
      minutes: workingMinutes({ start: clock(start), end: clock(start + length), breakMinutes: 0, middle: null }),
    },
  }));

const second = fc.integer({ min: -1440 * 60, max: 3 * 1440 * 60 });
const sighting: fc.Arbitrary<Sighting> = fc
  .record({
    second,
    zone: fc.constantFrom(...zones),
    uncertaintyMs: fc.oneof(fc.constant(0), fc.constant(null), fc.integer({ min: 1, max: 7_200_000 })),
  })
  .map(({ second: at, zone, uncertaintyMs }) => ({
    id: `u/1/${at}/${zone}/${uncertaintyMs}`,
    atMs: MIDNIGHT + at * 1000,
    uncertaintyMs,
    door: 'a',
    zone,
  }));
const sightings = fc.array(sighting, { maxLength: 5 });
const excuse: fc.Arbitrary<Excuse> = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom('izin', 'dinas_luar', 'cuti_tahunan'),
  part: fc.oneof(
    fc.constantFrom<Excuse['part'][]>('day', 'morning', 'afternoon'),
    fc.record({ from: minuteOfDay.map(clock), to: minuteOfDay.map(clock) }),
  ),
  approvals: fc.constant(['atasan']),
});
const excuses = fc.array(excuse, { maxLength: 3 });
const correction: fc.Arbitrary<Correction> = fc.oneof(
  fc.record({
    id: fc.uuid(),
    approvals: fc.constant(['a']),
    kind: fc.constant('seen' as const),
    atMs: second.map((at) => MIDNIGHT + at * 1000),
  }),
  fc.record({
    id: fc.uuid(),
    approvals: fc.constant(['b']),
    kind: fc.constant('forgive' as const),
    what: fc.constantFrom<'late' | 'early' | 'missing_arrival' | 'missing_departure'>(
      'late',
      'early',
      'missing_arrival',
      'missing_departure',
    ),
  }),
);
const corrections = fc.array(correction, { maxLength: 3 });
const LATER = MIDNIGHT + 5 * DAY_MINUTES * MINUTE_MS;
const delivered: DoorEvidence = { door: 'a', zone: 'Asia/Jakarta', completeThroughMs: LATER };
const silent: DoorEvidence = { door: 'b', zone: 'Asia/Jayapura', completeThroughMs: MIDNIGHT };
const cases = fc.record({ sightings, excuses, corrections, zone: fc.constantFrom(...zones) });

const facts = (changes: Partial<DayFacts>): DayFacts => ({
  employee: 'a',
  day: DAY,
  zone: 'Asia/Makassar',
  sightings: [],
  excuses: [],
  corrections: [],
  doors: [delivered],
  asOfMs: LATER,
  ...changes,
});
const cost = ({ events }: DayVerdict) =>
  events.reduce((sum, { code, halves }) => sum + (Number(rates[code]?.percent) * 100 * halves) / 2, 0);

describe('judging any day by any schedule', () => {
  it('gives a status, minutes and events that agree with each other and with the evidence', () => {
    fc.assert(
      fc.property(cases, policies, (some, policy) => {
        const verdict = judgeDay(facts(some), policy);
        const { status, events, lateMinutes, earlyMinutes, evidence, arrival, departure } = verdict;
        const kinds = events.map(({ kind }) => kind);
        expect(new Set(kinds).size).toBe(kinds.length);
        expect(kinds.includes('absent')).toBe(status === 'absent');
        if (status === 'absent') expect(kinds).toEqual(['absent']);
        if (status === 'present') expect(kinds).toEqual([]);
        expect(kinds.includes('late') && kinds.includes('missing_arrival')).toBe(false);
        expect(kinds.includes('early') && kinds.includes('missing_departure')).toBe(false);
        for (const minutes of [lateMinutes, earlyMinutes]) expect(Number.isInteger(minutes) && minutes >= 0).toBe(true);
        for (const { kind, code, minutes } of events) {
          if (kind === 'late') expect([minutes, findBand(policy.rules.late, minutes)]).toEqual([lateMinutes, code]);
          if (kind === 'early') expect([minutes, findBand(policy.rules.early, minutes)]).toEqual([earlyMinutes, code]);
        }
        const known = new Set(some.sightings.map(({ id }) => id));
        expect(evidence.filter((id) => !known.has(id))).toEqual([]);
        for (const seen of [arrival, departure]) if (seen?.source === 'journal') expect(evidence).toContain(seen.id);
      }),
      { numRuns: 400 },
    );
  });

  it('comes out the same whatever came first, and however often', () => {
    fc.assert(
      fc.property(cases, policies, (some, policy) => {
        const again = facts({
          ...some,
          sightings: [...some.sightings, ...some.sightings].reverse(),
          excuses: [...some.excuses].reverse(),
          corrections: [...some.corrections].reverse(),
        });
        expect(judgeDay(again, policy)).toEqual(judgeDay(facts(some), policy));
      }),
      { numRuns: 300 },
    );
  });

  it('finds no fault before the day is over everywhere and every door has delivered', () => {
    const asOfMs = fc.integer({ min: MIDNIGHT - 12 * 60 * MINUTE_MS, max: MIDNIGHT + 14 * 60 * MINUTE_MS });
    fc.assert(
      fc.property(cases, policies, fc.option(asOfMs), (some, policy, now) => {
        const doors = now === null ? [delivered, silent] : [delivered];
        const verdict = judgeDay(facts({ ...some, doors, asOfMs: now ?? LATER }), policy);
        expect(verdict.events).toEqual([]);
        expect(['absent', 'forgotten_punch', 'left_early']).not.toContain(verdict.status);
        if (verdict.status === 'late') expect(verdict.final).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  it('keeps what it called final, whatever a silent door delivers later', () => {
    fc.assert(
      fc.property(cases, sightings, policies, (some, late, policy) => {
        const before = judgeDay(facts({ ...some, doors: [delivered, silent] }), policy);
        fc.pre(before.final);
        const after = judgeDay(facts({ ...some, sightings: [...some.sightings, ...late] }), policy);
        expect([after.status, after.events]).toEqual([before.status, before.events]);
      }),
      { numRuns: 600 },
    );
  });

  it('never costs more for one more approved excuse', () => {
    fc.assert(
      fc.property(cases, excuse, policies, (some, more, policy) => {
        const before = judgeDay(facts(some), policy);
        // Which end a single sighting belongs to may change with the middle of what is left of the day.
        const seen = [before.arrival, before.departure].filter((each) => each !== null);
        fc.pre(seen.length !== 1);
        const after = judgeDay(facts({ ...some, excuses: [...some.excuses, more] }), policy);
        expect(cost(after)).toBeLessThanOrEqual(cost(before));
      }),
      { numRuns: 600 },
    );
  });

  it('falls alike on every date, also at the end of a month and of a year', () => {
    fc.assert(
      fc.property(cases, policies, fc.integer({ min: -400, max: 400 }), (some, policy, days) => {
        const by = days * DAY_MINUTES * MINUTE_MS;
        const elsewhen = judgeDay(
          facts({
            ...some,
            sightings: some.sightings.map((one) => ({ ...one, atMs: one.atMs + by })),
            corrections: some.corrections.map((one) => (one.kind === 'seen' ? { ...one, atMs: one.atMs + by } : one)),
            doors: [{ ...delivered, completeThroughMs: LATER + by }],
            asOfMs: LATER + by,
          }),
          { ...policy, utcMidnightMs: policy.utcMidnightMs + by },
        );
        expect(outcome(elsewhen)).toEqual(outcome(judgeDay(facts(some), policy)));
      }),
      { numRuns: 200 },
    );
  });

  it('means the same by the clock in each of the three zones', () => {
    const at = (zone: Zone, some: Pick<DayFacts, 'sightings' | 'excuses' | 'corrections'>) => {
      const by = -zoneOffsetMs(zone);
      return facts({
        ...some,
        zone,
        sightings: some.sightings.map((one) => ({ ...one, zone, atMs: one.atMs + by })),
        corrections: some.corrections.map((one) => (one.kind === 'seen' ? { ...one, atMs: one.atMs + by } : one)),
      });
    };
    fc.assert(
      fc.property(cases, policies, (some, policy) => {
        const [first, ...others] = zones.map((zone) => outcome(judgeDay(at(zone, some), policy)));
        for (const other of others) expect(other).toEqual(first);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the window of a day', () => {
  it('holds the whole shift, no more than was asked for, and no sighting of the day after', () => {
    fc.assert(
      fc.property(policies, ({ schedule, work }) => {
        if (work.kind === 'off') throw new Error('Every generated day has work.');
        const { start, end } = work.minutes;
        const { from, to } = sightingWindow(schedule, work.minutes);
        expect(from).toBeLessThanOrEqual(start);
        expect(from).toBeGreaterThanOrEqual(start - schedule.earliestArrivalMinutes);
        expect(to).toBeLessThanOrEqual(end + schedule.flexibleMinutes + schedule.latestDepartureMinutes);
        const last = end + schedule.flexibleMinutes;
        expect(to).toBeGreaterThanOrEqual(last);
        expect(to - from).toBeLessThanOrEqual(Math.max(DAY_MINUTES, last - start + 480));
      }),
      { numRuns: 400 },
    );
  });
});

/** All that does not name an instant. */
function outcome({ status, events, lateMinutes, earlyMinutes, final, reasons, excuse }: DayVerdict) {
  return { status, events, lateMinutes, earlyMinutes, final, reasons, excuse };
}
