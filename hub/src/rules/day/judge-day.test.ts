import { instantAt, ZONES, type Zone } from '@hadir/shared/time/local-day';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleBook, exampleEdition } from '../../../test/rules/example-policies.ts';
import type { Correction, DayFacts, Excuse, Sighting } from './day-facts.ts';
import type { DayPolicy } from './day-policy.ts';
import type { DayVerdict } from './day-verdict.ts';
import { judgeDay } from './judge-day.ts';
import { workingMinutes } from './working-window.ts';

const DAY = '2026-07-06';
const HOME: Zone = 'Asia/Makassar';
const midnight = instantAt(DAY, '00:00', HOME).getTime();
const MINUTE = 60_000;
const later = midnight + 4 * 1440 * MINUTE;
const complete = { door: 'pintu', zone: HOME, completeThroughMs: later };
const silent = { ...complete, completeThroughMs: midnight };
const monday = exampleBook.dayPolicy({ employee: 'a', opd: 'o', workUnit: null }, DAY);
const { rates } = exampleEdition('tpp').document;
const schedules = exampleEdition('schedules').document.schedules;

const facts = (changes: Partial<DayFacts> = {}): DayFacts => ({
  employee: 'a',
  day: DAY,
  zone: HOME,
  sightings: [],
  excuses: [],
  corrections: [],
  doors: [complete],
  asOfMs: later,
  ...changes,
});
const seen = (minute: number, id = `u/1/${minute}`): Sighting => ({
  id,
  atMs: midnight + minute * MINUTE,
  uncertaintyMs: 0,
  door: 'pintu',
  zone: HOME,
});

/** Hundredths of a per cent that a day costs. */
const cost = ({ events }: DayVerdict) =>
  events.reduce((sum, { code, halves }) => sum + (Number(rates[code]?.percent) * 100 * halves) / 2, 0);

const sighting = fc
  .record({
    minute: fc.integer({ min: -200, max: 2100 }),
    second: fc.integer({ min: 0, max: 59 }),
    give: fc.option(fc.oneof({ arbitrary: fc.constant(0), weight: 3 }, fc.integer({ min: 1, max: 90 })), { freq: 8 }),
    zone: fc.constantFrom(...(Object.keys(ZONES) as Zone[])),
  })
  .map(({ minute, second, give, zone }): Sighting => {
    const atMs = midnight + minute * MINUTE + second * 1000;
    return {
      id: `u/1/${atMs}/${zone}/${give}`,
      atMs,
      uncertaintyMs: give === null ? null : give * MINUTE,
      door: 'pintu',
      zone,
    };
  });
const sightings = fc.array(sighting, { maxLength: 5 });
const excuse: fc.Arbitrary<Excuse> = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom('izin', 'dinas_luar', 'cuti_tahunan', 'tidak_dikenal'),
  part: fc.constantFrom<Excuse['part'][]>('day', 'morning', 'afternoon', { from: '07:30', to: '09:00' }),
  approvals: fc.constant(['atasan']),
});
const correction: fc.Arbitrary<Correction> = fc.oneof(
  fc.record({
    id: fc.uuid(),
    approvals: fc.constant(['b']),
    kind: fc.constant('seen' as const),
    atMs: fc.integer({ min: 400, max: 1100 }).map((minute) => midnight + minute * MINUTE),
  }),
  fc.record({
    id: fc.uuid(),
    approvals: fc.constant(['a']),
    kind: fc.constant('forgive' as const),
    what: fc.constantFrom('late' as const, 'early' as const, 'missing_departure' as const),
  }),
);
const anyPolicy: fc.Arbitrary<DayPolicy> = fc
  .record({ schedule: fc.constantFrom(...schedules), time: fc.constantFrom(['07:30', '16:00'], ['21:00', '07:00']) })
  .map(({ schedule, time: [start = '', end = ''] }) => ({
    ...monday,
    schedule: { ...schedule, earliestArrivalMinutes: 400, latestDepartureMinutes: 400 },
    work: { kind: 'working', minutes: workingMinutes({ start, end, breakMinutes: 0, middle: null }) },
  }));

describe('judging a day', () => {
  it('comes out the same in any order of arrival of the facts', () => {
    fc.assert(
      fc.property(
        sightings,
        fc.array(excuse, { maxLength: 2 }),
        fc.array(correction, { maxLength: 3 }),
        anyPolicy,
        (all, excuses, corrections, policy) => {
          const doors = [complete, { ...complete, door: 'lain' }];
          const forwards = judgeDay(facts({ sightings: all, excuses, corrections, doors }), policy);
          const backwards = facts({
            sightings: [...all].reverse(),
            excuses: [...excuses].reverse(),
            corrections: [...corrections].reverse(),
            doors: [...doors].reverse(),
          });
          expect(judgeDay(backwards, policy)).toEqual(forwards);
        },
      ),
    );
  });

  it('is not changed by the same journal entry delivered twice', () => {
    fc.assert(
      fc.property(sightings, anyPolicy, (all, policy) => {
        const once = judgeDay(facts({ sightings: all }), policy);
        expect(judgeDay(facts({ sightings: [...all, ...all] }), policy)).toEqual(once);
      }),
    );
  });

  it('finds no fault and no absence while a door is silent or the day is not over', () => {
    fc.assert(
      fc.property(sightings, anyPolicy, fc.boolean(), (all, policy, open) => {
        const verdict = judgeDay(
          facts({ sightings: all, ...(open ? { asOfMs: midnight + 600 * MINUTE } : { doors: [complete, silent] }) }),
          policy,
        );
        expect(verdict.events).toEqual([]);
        expect(verdict.status).not.toBe('absent');
      }),
    );
  });

  it('is never made worse by one more sighting', () => {
    fc.assert(
      fc.property(sightings, sighting, anyPolicy, (all, more, policy) => {
        const before = judgeDay(facts({ sightings: all }), policy);
        // A forgotten punch may be the cheaper reading of a vague clock, or of time that a flexible start would owe.
        const bothEnds = before.arrival !== null && before.departure !== null;
        const certain = [...all, more].every(({ uncertaintyMs }) => uncertaintyMs === 0);
        fc.pre(bothEnds || (certain && policy.schedule.flexibleMinutes === 0));
        const after = judgeDay(facts({ sightings: [...all, more] }), policy);
        expect(cost(after)).toBeLessThanOrEqual(cost(before));
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps what was final while a door was silent when that door delivers', () => {
    fc.assert(
      fc.property(sightings, sightings, anyPolicy, (all, late, policy) => {
        const before = judgeDay(facts({ sightings: all, doors: [complete, silent] }), policy);
        fc.pre(before.final);
        const after = judgeDay(facts({ sightings: [...all, ...late] }), policy);
        expect([after.status, after.events]).toEqual([before.status, before.events]);
      }),
      { numRuns: 1000 },
    );
  });

  it('is never made worse by a less certain clock', () => {
    fc.assert(
      fc.property(sightings, fc.integer({ min: 0, max: 60 }), anyPolicy, (all, minutes, policy) => {
        const vaguer = all.map((one) => ({
          ...one,
          uncertaintyMs: one.uncertaintyMs === null ? null : one.uncertaintyMs + minutes * MINUTE,
        }));
        const before = judgeDay(facts({ sightings: all }), policy);
        expect(cost(judgeDay(facts({ sightings: vaguer }), policy))).toBeLessThanOrEqual(cost(before));
      }),
      { numRuns: 1000 },
    );
  });

  it('names the silent doors, the journal entries and the approvals on which it rests', () => {
    const verdict = judgeDay(facts({ sightings: [seen(480)], doors: [silent] }), monday);
    expect(verdict).toMatchObject({ status: 'incomplete', silentDoors: ['pintu'], evidence: ['u/1/480'] });
    const excused = judgeDay(
      facts({ excuses: [{ id: 'ST-1', kind: 'dinas_luar', part: 'day', approvals: ['kadis'] }] }),
      monday,
    );
    expect(excused).toMatchObject({ status: 'duty', approvals: ['kadis'], excuse: { id: 'ST-1' } });
  });

  it('judges nobody who had no door to use', () => {
    expect(judgeDay(facts({ doors: [] }), monday)).toMatchObject({ status: 'incomplete', reasons: ['no-door'] });
  });

  it('waits for the day’s end at a door farther west', () => {
    const west = { door: 'jakarta', zone: 'Asia/Jakarta' as const, completeThroughMs: midnight + 1440 * MINUTE };
    expect(judgeDay(facts({ doors: [complete, west] }), monday)).toMatchObject({
      status: 'incomplete',
      silentDoors: ['jakarta'],
    });
  });
});
