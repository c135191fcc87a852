import { nameMatch } from '@hadir/shared/face/name-match';
import type { EmployeeId } from '@hadir/shared/ids';
import { median } from './median.ts';
import type { ClearLook } from './sighting.ts';
import type { SightingPolicy } from './sighting-policy.ts';

export type Verdict =
  | { kind: 'undecided' }
  | {
      kind: 'recognised';
      employee: EmployeeId;
      score: number;
      secondScore: number | null;
      liveness: number;
      frames: number;
      faceHeight: number;
    }
  | { kind: 'unknown' }
  | { kind: 'not-live'; liveness: number };

/**
 * Judges one face by its clear looks.
 * @param looks the latest ones, oldest first, at most the policy's window.
 * @param total clear looks of this face since it came into view.
 */
export function decideLooks(
  looks: readonly ClearLook[],
  total: number,
  threshold: number,
  policy: SightingPolicy,
): Verdict {
  const named = looks.map((look) => nameMatch(look, threshold, policy.margin));
  const names = new Set(named.filter((name) => name !== null));
  const [employee] = names;
  // A window that names two people is decided by neither: it has to pass first.
  if (names.size === 1 && employee !== undefined) {
    const agreeing = looks.filter((_, i) => named[i] === employee);
    if (agreeing.length >= policy.minFrames && agreeing.length >= looks.length * policy.minAgreement) {
      if (isLive(agreeing, policy)) return { kind: 'recognised', employee, ...summarise(agreeing) };
      return total >= policy.patience ? notLive(agreeing) : { kind: 'undecided' };
    }
  }
  const recent = named.slice(-policy.patience);
  const namesNobody = recent.length >= policy.patience && recent.every((name) => name === null);
  if (!namesNobody && total < policy.patience * 3) return { kind: 'undecided' };
  return isLive(looks, policy) ? { kind: 'unknown' } : notLive(looks);
}

function isLive(looks: readonly ClearLook[], { minLiveness, minLiveShare }: SightingPolicy): boolean {
  const values = looks.map((look) => look.liveness);
  const live = values.filter((value) => value >= minLiveness).length;
  return median(values) >= minLiveness && live >= values.length * minLiveShare;
}

function notLive(looks: readonly ClearLook[]): Verdict {
  return { kind: 'not-live', liveness: median(looks.map((look) => look.liveness)) };
}

function summarise(looks: readonly ClearLook[]) {
  const seconds = looks.flatMap(({ second }) => (second === null ? [] : [second.score]));
  return {
    score: median(looks.map(({ best }) => best?.score ?? 0)),
    secondScore: seconds.length === 0 ? null : median(seconds),
    liveness: median(looks.map((look) => look.liveness)),
    frames: looks.length,
    faceHeight: Math.max(1, Math.round(median(looks.map((look) => look.faceHeight)))),
  };
}
