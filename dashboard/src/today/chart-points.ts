import type { Today } from '@hadir/shared/api/attendance';

const BIN_MINUTES = 5;

export interface ChartBin {
  /** Minutes since midnight at which it begins. */
  from: number;
  today: number;
  lastWeek: number;
}

export interface ChartPoints {
  bins: ChartBin[];
  binMinutes: number;
  /** The highest value of both days. */
  peak: number;
  /** How many of today came after the last bin. */
  later: number;
}

export function minutesOf(hhmm: string): number {
  const [hours, minutes] = hhmm.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

/**
 * First sightings in bins of five minutes, without holes, from an hour before the schedule's start (or the first
 * sighting, where that is earlier) to half an hour after it (or the last sighting, but no later than two hours after:
 * the morning is what is compared, and the few who come in the afternoon would squeeze it; `later` counts them).
 */
export function chartPoints({
  arrivalsPerMinute,
  schedule,
}: Pick<Today, 'arrivalsPerMinute' | 'schedule'>): ChartPoints {
  const seen = arrivalsPerMinute.filter(({ today, lastWeek }) => today + lastWeek > 0);
  const minutes = seen.map(({ minute }) => minutesOf(minute));
  const end = lastWorthDrawing(minutes, schedule.start);
  if (schedule.start !== null) minutes.push(minutesOf(schedule.start) - 60, minutesOf(schedule.start) + 30);
  if (minutes.length === 0) return { bins: [], binMinutes: BIN_MINUTES, peak: 0, later: 0 };
  const first = Math.floor(Math.max(0, Math.min(...minutes)) / BIN_MINUTES);
  const last = Math.floor(Math.min(Math.max(...minutes), end - 1) / BIN_MINUTES);
  const bins = Array.from({ length: last - first + 1 }, (_, i) => ({
    from: (first + i) * BIN_MINUTES,
    today: 0,
    lastWeek: 0,
  }));
  let later = 0;
  for (const { minute, today, lastWeek } of seen) {
    const bin = bins[Math.floor(minutesOf(minute) / BIN_MINUTES) - first];
    if (bin) {
      bin.today += today;
      bin.lastWeek += lastWeek;
    } else later += today;
  }
  return {
    bins,
    binMinutes: BIN_MINUTES,
    peak: Math.max(...bins.map((bin) => Math.max(bin.today, bin.lastWeek))),
    later,
  };
}

/** @returns the minute at which the chart may end at the latest; nobody came in the morning: all of the day. */
function lastWorthDrawing(minutes: readonly number[], start: string | null): number {
  if (start === null) return Number.POSITIVE_INFINITY;
  const end = minutesOf(start) + 120;
  return minutes.some((minute) => minute < end) ? end : Number.POSITIVE_INFINITY;
}

/** @returns the next round number at or above: 1, 2, 5, 10, 20, 50, 100 … */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return ([1, 2, 4, 5, 6, 8, 10].find((step) => step * power >= value) ?? 10) * power;
}
