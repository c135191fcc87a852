import type { UnitId } from '@hadir/shared/ids';

/** Two starts that lie no further apart are one: clocks are corrected while an agent runs. */
const SAME_MS = 5_000;
/** So many returns in so long: a clock may be stepped there and back once. */
const TIMES = 3;
const WITHIN_MS = 600_000;
const REMEMBERED = 4;

/**
 * Tells from statuses that two agents speak under one name, also behind a broker that does not say who connects: an
 * agent that was started again has a new start, and never an earlier one again; of two that run, each has its own.
 */
export interface TwinWatch {
  /** @param startedAt by the agent's own clock, epoch milliseconds @returns do two agents speak by now? Said once for so many returns. */
  heard(unit: UnitId, startedAt: number): boolean;
}

interface Heard {
  latest: number;
  earlier: number[];
  returns: number[];
}

export function createTwinWatch(now: () => number = Date.now): TwinWatch {
  const units = new Map<UnitId, Heard>();
  const same = (a: number, b: number): boolean => Math.abs(a - b) < SAME_MS;
  return {
    heard(unit, startedAt) {
      const known = units.get(unit);
      if (known === undefined) units.set(unit, { latest: startedAt, earlier: [], returns: [] });
      if (known === undefined || same(known.latest, startedAt)) {
        if (known !== undefined) known.latest = startedAt;
        return false;
      }
      const returned = known.earlier.some((start) => same(start, startedAt));
      known.earlier = [known.latest, ...known.earlier.filter((start) => !same(start, startedAt))].slice(0, REMEMBERED);
      known.latest = startedAt;
      if (!returned) return false;
      const at = now();
      known.returns = [...known.returns.filter((time) => at - time < WITHIN_MS), at].slice(-TIMES);
      if (known.returns.length < TIMES) return false;
      known.returns = [];
      return true;
    },
  };
}
