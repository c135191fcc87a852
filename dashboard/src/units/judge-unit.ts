import type { Unit } from '@hadir/shared/api/units';

/** How a unit is, from worst to best; what cannot be known is `null`. */
export interface UnitJudgement {
  readonly state: 'quarantined' | 'revoked' | 'silent' | 'ailing' | 'well';
  /** Entries in the unit's journal that the hub does not hold yet; null while the unit is not heard. */
  readonly waiting: number | null;
  /** The roster that the unit says it has; null while it is not heard. */
  readonly rosterHas: number | null;
}

const ORDER: readonly UnitJudgement['state'][] = ['quarantined', 'silent', 'ailing', 'well', 'revoked'];

export function judgeUnit(unit: Unit): UnitJudgement {
  const status = unit.status?.state === 'online' ? unit.status : null;
  const waiting = status !== null && status.binding === unit.binding ? Math.max(0, status.head - unit.highWater) : null;
  const rosterHas = status === null ? null : status.rosterVersion;
  const ailing =
    unit.problems.length > 0 || (status !== null && (status.problems.length > 0 || status.camera.state !== 'running'));
  const state = unit.state !== 'active' ? unit.state : !unit.online ? 'silent' : ailing ? 'ailing' : 'well';
  return { state, waiting: unit.online ? waiting : null, rosterHas };
}

/** @returns what is wrong with a unit, in the hub's words and its own, each once. */
export function problemsOf(unit: Unit): string[] {
  const own = unit.status?.state === 'online' ? unit.status.problems : [];
  return [...new Set([...unit.problems, ...own])];
}

/** @returns the units, those that need a look first. */
export function orderUnits(units: readonly Unit[]): Unit[] {
  const rank = (unit: Unit) => ORDER.indexOf(judgeUnit(unit).state);
  return [...units].sort(
    (a, b) =>
      rank(a) - rank(b) || a.opdName.localeCompare(b.opdName, 'id') || a.doorName.localeCompare(b.doorName, 'id'),
  );
}
