import { nameMatch } from '@hadir/shared/face/name-match';
import type { EmployeeId } from '@hadir/shared/ids';
import { median } from './median.ts';
import type { ClearLook } from './sighting.ts';
import type { SightingPolicy } from './sighting-policy.ts';

export type NameVerdict =
  | { readonly kind: 'undecided' }
  | {
      readonly kind: 'named';
      readonly employee: EmployeeId;
      /** The looks that say so. */
      readonly agreeing: readonly ClearLook[];
      /** False for a look-alike whose lead is too small for one: a match that the face alone does not carry. */
      readonly sure: boolean;
    }
  | { readonly kind: 'unknown' };

export interface LooksToDecide {
  /** The latest ones, oldest first, at most the policy's window. */
  readonly looks: readonly ClearLook[];
  /** Clear looks of this face since it came into view. */
  readonly total: number;
  readonly threshold: number;
  /** Who is easily taken for somebody else of the roster. */
  readonly lookAlikes: ReadonlySet<EmployeeId>;
}

/** Says whose face the clear looks at it show; whether it lives is judged elsewhere. */
export function decideLooks(
  { looks, total, threshold, lookAlikes }: LooksToDecide,
  policy: SightingPolicy,
): NameVerdict {
  const named = looks.map((look) => nameMatch(look, threshold, policy.margin));
  const names = new Set(named.filter((name) => name !== null));
  const [employee] = names;
  // A window that names two people is decided by neither: it has to pass first.
  if (names.size === 1 && employee !== undefined) {
    const agreeing = looks.filter((_, i) => named[i] === employee);
    const strict = lookAlikes.has(employee);
    const needed = strict ? policy.lookAlikeFrames : policy.minFrames;
    if (agreeing.length >= needed && agreeing.length >= looks.length * policy.minAgreement)
      return { kind: 'named', employee, agreeing, sure: !strict || leadOf(agreeing) >= policy.lookAlikeMargin };
  }
  const recent = named.slice(-policy.patience);
  const namesNobody = recent.length >= policy.patience && recent.every((name) => name === null);
  return namesNobody || total >= policy.patience * 3 ? { kind: 'unknown' } : { kind: 'undecided' };
}

function leadOf(looks: readonly ClearLook[]): number {
  return median(looks.map(({ best, second }) => (best?.score ?? 0) - (second?.score ?? -1)));
}

/** What a recognition says of its looks: medians over them. */
export function summariseLooks(looks: readonly ClearLook[]) {
  const seconds = looks.flatMap(({ second }) => (second === null ? [] : [second.score]));
  return {
    score: median(looks.map(({ best }) => best?.score ?? 0)),
    secondScore: seconds.length === 0 ? null : median(seconds),
    liveness: median(looks.map((look) => look.liveness)),
    frames: looks.length,
    faceHeight: Math.max(1, Math.round(median(looks.map((look) => look.faceHeight)))),
  };
}
