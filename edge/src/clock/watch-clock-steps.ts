import type { EntryBody } from '@hadir/shared/journal/entry';
import type { UnitClock } from './unit-clock.ts';

const STEP_MS = 2_000;
/** Faster than this, no discipline slews a clock: 1,000 parts in a million. */
const SLEW = 0.001;

type ClockBody = Extract<EntryBody, { type: 'clock' }>;

/** What the journal's last entry says of the clocks. */
export interface LastKnownTime {
  readonly at: string;
  readonly uptimeMs: number;
  readonly boot: string;
}

/** Notices that somebody set the wall clock, by holding it against the monotonic one. */
export class ClockStepWatch {
  readonly #clock: UnitClock;
  /** Wall time minus uptime, as it was when nobody had set the clock. */
  #offset: number;
  #checkedAt: number;

  constructor(clock: UnitClock) {
    this.#clock = clock;
    this.#checkedAt = clock.uptimeMs();
    this.#offset = clock.wall().getTime() - this.#checkedAt;
  }

  /** @returns the entry to write when the clock was stepped since the last call. A slow drift is followed, not reported. */
  check(): ClockBody | null {
    const uptime = this.#clock.uptimeMs();
    const wall = this.#clock.wall().getTime();
    const expected = this.#offset + uptime;
    const difference = wall - expected;
    const slew = (uptime - this.#checkedAt) * SLEW;
    this.#checkedAt = uptime;
    if (Math.abs(difference) > STEP_MS) {
      this.#offset = wall - uptime;
      return describeStep(expected, wall);
    }
    this.#offset += Math.max(-slew, Math.min(slew, difference));
    return null;
  }
}

/** @returns the entry to write when the clock was set while the agent did not run, as far as the unit can tell. */
export function compareWithLastEntry(last: LastKnownTime, clock: UnitClock): ClockBody | null {
  const wall = clock.wall().getTime();
  const before = Date.parse(last.at);
  if (last.boot === clock.boot) {
    const expected = before + clock.uptimeMs() - last.uptimeMs;
    return Math.abs(wall - expected) > STEP_MS ? describeStep(expected, wall) : null;
  }
  // Across a reboot nothing counted the time: only a clock that went backwards shows.
  return wall < before ? describeStep(before, wall) : null;
}

function describeStep(before: number, after: number): ClockBody {
  return {
    type: 'clock',
    before: new Date(before).toISOString(),
    after: new Date(after).toISOString(),
    stepMs: Math.round(after - before),
  };
}
