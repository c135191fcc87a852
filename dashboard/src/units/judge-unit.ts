import type { Unit } from '@hadir/shared/api/units';

/** How a unit is, from worst to best; what cannot be known is `null`. */
export interface UnitJudgement {
  readonly state: 'quarantined' | 'revoked' | 'retired' | 'silent' | 'ailing' | 'well';
  /** Entries in the unit's journal that the hub does not hold yet; null while the unit is not heard. */
  readonly waiting: number | null;
  /** The roster that the unit says it has; null while it is not heard. */
  readonly rosterHas: number | null;
}

const ORDER: readonly UnitJudgement['state'][] = ['quarantined', 'silent', 'ailing', 'well', 'retired', 'revoked'];

export function judgeUnit(unit: Unit): UnitJudgement {
  const status = unit.status?.state === 'online' ? unit.status : null;
  const waiting = status !== null && status.binding === unit.binding ? Math.max(0, status.head - unit.highWater) : null;
  const rosterHas = status === null ? null : status.rosterVersion;
  const ailing =
    unit.problems.length > 0 || (status !== null && (status.problems.length > 0 || status.camera.state !== 'running'));
  const state =
    unit.state !== 'active'
      ? unit.state
      : !unit.serves
        ? 'retired'
        : !unit.online
          ? 'silent'
          : ailing
            ? 'ailing'
            : 'well';
  return { state, waiting: unit.online ? waiting : null, rosterHas };
}

/** @returns what is wrong with a unit, in the hub's words and its own, each once. */
export function problemsOf(unit: Unit): string[] {
  const own = unit.status?.state === 'online' ? unit.status.problems : [];
  return [...new Set([...unit.problems, ...own])];
}

/** What a reader of the fleet may ask for. Units out of service are shown on demand only. */
export const FLEET_FILTERS = ['all', 'attention', 'offline', 'quarantined', 'well', 'gone'] as const;
export type FleetFilter = (typeof FLEET_FILTERS)[number];

const SHOWN_BY: Record<FleetFilter, readonly UnitJudgement['state'][]> = {
  all: ['quarantined', 'silent', 'ailing', 'well'],
  attention: ['quarantined', 'silent', 'ailing'],
  offline: ['silent'],
  quarantined: ['quarantined'],
  well: ['well'],
  gone: ['retired', 'revoked'],
};

export function isShownBy(filter: FleetFilter, state: UnitJudgement['state']): boolean {
  return SHOWN_BY[filter].includes(state);
}

/** @returns the units, those that need a look first; among them those that have needed it longest. */
export function orderUnits(units: readonly Unit[]): Unit[] {
  const text = new Intl.Collator('id').compare;
  return units
    .map((unit) => ({ unit, rank: ORDER.indexOf(judgeUnit(unit).state), since: unit.wrongSince ?? '9' }))
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        (a.since < b.since ? -1 : a.since > b.since ? 1 : 0) ||
        text(a.unit.opdName, b.unit.opdName) ||
        text(a.unit.doorName, b.unit.doorName),
    )
    .map(({ unit }) => unit);
}
