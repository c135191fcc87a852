import { describe, expect, it } from 'vitest';
import { chartPoints, roundUp } from './chart-points.ts';

const schedule = { name: 'contoh', start: '07:30', end: '16:00', endsNextDay: false, toleranceMinutes: 0 };
const minute = (at: string, today: number, lastWeek = 0) => ({ minute: at, today, lastWeek });

describe('chartPoints', () => {
  it('counts by five minutes from an hour before the start to half an hour after, without holes', () => {
    const { bins, peak } = chartPoints({ schedule, arrivalsPerMinute: [minute('07:24', 3, 1), minute('07:21', 2, 9)] });
    expect(bins).toHaveLength(19);
    expect(bins[0]).toEqual({ from: 390, today: 0, lastWeek: 0 });
    expect(bins.find(({ from }) => from === 440)).toEqual({ from: 440, today: 5, lastWeek: 10 });
    expect(peak).toBe(10);
  });

  it('begins earlier for whoever came earlier', () => {
    expect(chartPoints({ schedule, arrivalsPerMinute: [minute('05:02', 1)] }).bins[0]?.from).toBe(300);
  });

  it('counts apart who came more than two hours late, instead of squeezing the morning', () => {
    const points = chartPoints({ schedule, arrivalsPerMinute: [minute('07:10', 4), minute('13:05', 2)] });
    expect(points.bins.at(-1)?.from).toBe(565);
    expect(points.later).toBe(2);
  });

  it('draws the afternoon when nobody came in the morning', () => {
    const points = chartPoints({ schedule, arrivalsPerMinute: [minute('13:05', 2)] });
    expect(points.later).toBe(0);
    expect(points.peak).toBe(2);
  });

  it('has nothing to draw before the first arrival of a day off', () => {
    expect(chartPoints({ schedule: { ...schedule, start: null }, arrivalsPerMinute: [] }).bins).toEqual([]);
  });
});

describe('roundUp', () => {
  it('gives the next round number', () => {
    expect([1, 3, 7, 13, 42, 118, 900].map(roundUp)).toEqual([1, 4, 8, 20, 50, 200, 1000]);
  });
});
