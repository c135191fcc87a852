import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SCHEDULE } from './default-schedule.ts';
import { type DayFacts, deriveDay } from './derive-day.ts';

const schedule = DEFAULT_SCHEDULE.document;
/** A Monday, at a place where it is nine hours later than UTC. */
const monday = '2026-03-02';
const at = (time: string, day = monday) => new Date(`${day}T${time}+09:00`);

const derive = (times: readonly string[], changes: Partial<DayFacts> = {}) =>
  deriveDay({
    sightings: times.map((time) => at(time)),
    schedule,
    day: monday,
    zone: 'Asia/Jayapura',
    now: at('12:00:00'),
    doorSilent: false,
    ...changes,
  });

describe('deriving a day', () => {
  it('takes the first sighting as arrival and the last as departure', () => {
    const day = derive(['16:04:10', '07:12:30', '12:01:00']);
    expect(day).toEqual({ status: 'present', arrival: at('07:12:30'), departure: at('16:04:10'), lateMinutes: 0 });
  });

  it('has no departure where somebody was seen once', () => {
    expect(derive(['07:12:30'])).toMatchObject({ departure: null });
  });

  it('counts whole minutes of lateness, rounded down: seconds make nobody late', () => {
    expect(derive(['07:30:00'])).toMatchObject({ status: 'present', lateMinutes: 0 });
    expect(derive(['07:30:59'])).toMatchObject({ status: 'present', lateMinutes: 0 });
    expect(derive(['07:31:00'])).toMatchObject({ status: 'late', lateMinutes: 1 });
    expect(derive(['08:15:59'])).toMatchObject({ status: 'late', lateMinutes: 45 });
  });

  it('counts from the end of the tolerance', () => {
    const tolerant = { ...schedule, toleranceMinutes: 15 };
    expect(derive(['07:45:30'], { schedule: tolerant })).toMatchObject({ status: 'present' });
    expect(derive(['07:46:00'], { schedule: tolerant })).toMatchObject({ status: 'late', lateMinutes: 1 });
  });

  it('does not take for an arrival what was seen before the earliest time', () => {
    const strict = { ...schedule, earliestArrival: '05:00' };
    expect(derive(['00:10:00', '07:40:00'], { schedule: strict })).toMatchObject({
      status: 'late',
      arrival: at('07:40:00'),
      departure: null,
    });
    expect(derive(['00:10:00'], { schedule: strict })).toMatchObject({ status: 'not_yet_seen', arrival: null });
  });

  it('judges nobody who was not seen while a door is silent', () => {
    expect(derive([], { doorSilent: true })).toMatchObject({ status: 'incomplete' });
    expect(derive([])).toMatchObject({ status: 'not_yet_seen' });
    expect(derive(['07:00:00'], { doorSilent: true })).toMatchObject({ status: 'present' });
  });

  it('keeps a day off a day off, whoever comes', () => {
    const saturday = { day: '2026-03-07', now: at('12:00:00', '2026-03-07') };
    const came = { ...saturday, sightings: [at('09:00:00', '2026-03-07')] };
    expect(derive([], { ...saturday, doorSilent: true })).toMatchObject({ status: 'day_off' });
    expect(derive([], came)).toMatchObject({
      status: 'day_off',
      lateMinutes: 0,
      arrival: at('09:00:00', '2026-03-07'),
    });
  });

  it('knows nothing yet about a day to come', () => {
    expect(derive([], { day: '2026-03-03', doorSilent: true })).toMatchObject({ status: 'not_yet_seen' });
  });

  it('says the same whatever order the punches come in, and more punches never make anybody later', () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 24 * 60 - 1 }), { minLength: 1, maxLength: 8 });
    const toTime = (minute: number) => new Date(at('00:00:00').getTime() + minute * 60_000);
    fc.assert(
      fc.property(minutes, fc.integer({ min: 0, max: 1_439 }), (some, another) => {
        const day = derive([], { sightings: some.map(toTime) });
        expect(derive([], { sightings: [...some].reverse().map(toTime) })).toEqual(day);
        const more = derive([], { sightings: [...some, another].map(toTime) });
        expect(more.lateMinutes).toBeLessThanOrEqual(day.lateMinutes);
      }),
    );
  });
});
