import type { UnitId } from '@hadir/shared/ids';

/** So many times in so long: a unit whose network flickers leaves connections behind that are not alive. */
const TIMES = 3;
const WITHIN_MS = 600_000;

/**
 * Tells a fight over a name from a unit that merely comes back: where two machines carry one certificate, each new
 * connection ends one that was alive a moment ago, again and again.
 */
export interface ContestWatch {
  /** A new connection takes the place of one that is alive. @returns is it a fight by now? */
  takenOver(unit: UnitId): boolean;
}

export function createContestWatch(now: () => number = Date.now): ContestWatch {
  const taken = new Map<UnitId, number[]>();
  return {
    takenOver(unit) {
      const at = now();
      const times = (taken.get(unit) ?? []).filter((time) => at - time < WITHIN_MS);
      times.push(at);
      taken.set(unit, times.slice(-TIMES));
      return times.length >= TIMES;
    },
  };
}
